import { expect } from 'vitest'
import { spaceStates } from '../screenshots/space-states.ts'
import { builtSite } from './built-site.ts'
import { test } from './open-page.ts'

const site = builtSite()

/** Where most is said. */
const longest = ['unreachable', 'receipt missing', 'held by a limit', 'delivered']

test('what the space says of a request is printed on one page', async ({ open }) => {
  for (const name of longest) {
    const page = await open(site, spaceStates[name], { width: 1280 })
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), name).toHaveLength(1)
  }
})
