import { expect } from 'vitest'
import { type PictureName, pictureNames } from '../../shared/texts/tutorial/tutorial.ts'
import { test } from '../journey/shared-browser.ts'
import { tutorialPicture } from '../screenshots/tutorial-parts.ts'
import { sized } from '../size.ts'
import { builtSite } from './built-site.ts'

const site = builtSite()

test.for(sized<readonly PictureName[]>(['suivi'], pictureNames))(
  'npm run tutorial-pictures draws the same bytes of %s each time',
  async (name, { browser }) => {
    const [first, again] = [
      await tutorialPicture(browser, site.site(), name),
      await tutorialPicture(browser, site.site(), name),
    ]
    expect(Buffer.from(first).equals(again)).toBe(true)
  },
)
