import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pictureNames } from '../../shared/texts/tutorial/tutorial.ts'
import { printHelpIfAsked } from '../../shared/tooling/print-help.ts'
import { buildSite } from '../../site/build.ts'
import { picturesDirectory } from '../../site/tutorial-pictures.ts'
import { launchChromium, noChromium } from '../journey/browser.ts'
import { election } from './sample-answers.ts'
import { tutorialPicture } from './tutorial-parts.ts'

printHelpIfAsked(
  `npm run tutorial-pictures: makes the tutorial's pictures over the committed ones, after a change of their pages.`,
)

const browser = await launchChromium()
if (!browser) throw new Error(noChromium)
try {
  const site = buildSite(election)
  for (const name of pictureNames) {
    const png = await tutorialPicture(browser, site, name)
    writeFileSync(join(picturesDirectory, `${name}.png`), png)
    console.log(`${name}: ${png.length} bytes`)
  }
} finally {
  await browser.close()
}
