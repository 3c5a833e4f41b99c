import type { Browser, Locator, Page } from 'playwright-core'
import type { PictureName } from '../../shared/texts/tutorial/tutorial.ts'
import { button, field } from '../journey/browser.ts'
import { inFewColours } from './few-colours.ts'
import { openState, type Site } from './open-state.ts'
import type { PageState } from './page-state.ts'
import { pageStates } from './page-states.ts'

const look = { width: 320, colorScheme: 'light', deviceScaleFactor: 0.75 } as const
const outlineColour = '#b3261e'
const padding = 8
const shownBelow = 60
const mostBytes = 50_000

interface PagePart {
  state: PageState | undefined
  find: (page: Page) => Promise<[first: Locator, last: Locator]>
}

const typed = async (label: Locator, text: string) => {
  await label.fill(text)
  return label
}
const group = (of: Locator) => of.page().locator('.govuk-form-group').filter({ has: of })
const email = (page: Page) =>
  typed(field(page, 'Adresse e-mail professionnelle'), 'a.exemple@academie.org')

const parts: Record<PictureName, PagePart> = {
  lien: {
    state: pageStates.password['first seen'],
    find: async (page) => [group(await email(page)), button(page, 'Recevoir un lien')],
  },
  connexion: {
    state: pageStates['sign-in']['first seen'],
    find: async (page) => [group(await email(page)), field(page, 'Mot de passe personnel')],
  },
  vote: {
    state: pageStates.booth['first seen'],
    find: async (page) => {
      const identifier = group(field(page, 'Identifiant électeur'))
      return [identifier, identifier]
    },
  },
  demande: {
    state: pageStates.reissue['first seen'],
    find: async (page) => {
      const phone = await typed(page.getByRole('textbox', { name: /^N° / }), '06 12 34 56 78')
      return [group(phone), phone]
    },
  },
  suivi: {
    state: pageStates.space.delivered,
    find: async (page) => {
      const block = page.getByRole('status').filter({ hasText: /^SMS remis à l.opérateur/ })
      return [block, block]
    },
  },
}

/** Answers and clock are samples, so the bytes stay the same. @throws Error if the picture is too heavy */
export async function tutorialPicture(
  browser: Browser,
  site: Site,
  name: PictureName,
): Promise<Uint8Array> {
  const { state, find } = parts[name]
  if (!state) throw new Error(`${name}: no such state`)
  const page = await openState(browser, site, state, look)
  const [first, last] = await find(page)
  await page.evaluate('document.activeElement.blur()')
  await page.evaluate('scrollTo(0, 0)')
  const [above, below] = [await first.boundingBox(), await last.boundingBox()]
  if (!above || !below) throw new Error(`${name}: nothing is shown`)
  const top = Math.floor(above.y) - padding
  const bottom = Math.ceil(below.y + below.height) + padding
  await page.evaluate(outline(top, bottom))
  const clip = { x: 0, y: 0, width: look.width, height: bottom + shownBelow }
  const png = inFewColours(await page.screenshot({ clip, fullPage: true, animations: 'disabled' }))
  await page.context().close()
  if (png.length > mostBytes) throw new Error(`${name} has ${png.length} bytes: show less of it`)
  return png
}

const outline = (top: number, bottom: number) => `{
  for (const one of document.querySelectorAll('header *, main *')) {
    const { y, height } = one.getBoundingClientRect()
    const isOutside = y + height <= ${top} || y >= ${bottom}
    if (!isOutside || one.tagName === 'H1') continue
    one.style.cssText += 'color: transparent; text-decoration: line-through 0.6em #ddd; border-color: #ddd; background-image: none'
  }
  const mark = document.createElement('div')
  mark.style.cssText = 'position: absolute; left: 2px; right: 2px; top: ${top}px; height: ${bottom - top}px; box-sizing: border-box;' +
    'border: 4px solid ${outlineColour}; border-radius: 10px'
  document.body.append(mark)
}`
