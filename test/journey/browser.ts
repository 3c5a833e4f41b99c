import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Locator, type Page, type Response } from 'playwright-core'
import { expect } from 'vitest'
import { expectDocumented } from '../contract/documented-answers.ts'
import { isFull } from '../size.ts'

/** Narrowest screen that a page must fit (WCAG 1.4.10). */
const narrowest = { width: 320, height: 700 }

/** The headless shell comes first because it is twice as fast. */
const chromiumPaths = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
] as const

export async function launchChromium(): Promise<Browser | undefined> {
  const given = process.env.CHROMIUM_PATH
  const executablePath = (given ? [given] : chromiumPaths).find((path) => existsSync(path))
  if (!executablePath && isFull) throw new Error(noChromium)
  if (!executablePath) return undefined
  return chromium.launch({
    executablePath,
    // Playwright disables the back/forward cache, which voters' browsers have.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [
      '--no-sandbox',
      // A context's pages compile their scripts once.
      '--process-per-site',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export const noChromium = `no Chromium found: set CHROMIUM_PATH, or install one of ${chromiumPaths.join(', ')}`

export type Visit = Awaited<ReturnType<typeof startVisit>>

export async function startVisit(browser: Browser, siteUrl: string) {
  const context = await browser.newContext({ viewport: narrowest, locale: 'fr-FR' })
  context.setDefaultTimeout(60_000)
  /** `401 /api/session` for an answer, otherwise the console's text. */
  const consoleErrors: string[] = []
  const strayRequests: string[] = []
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol !== 'data:' && origin !== siteUrl) strayRequests.push(request.url())
  })
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const [, status] = /responded with a status of (\d+)/.exec(message.text()) ?? []
    const { url } = message.location()
    consoleErrors.push(status ? `${status} ${new URL(url).pathname}` : message.text())
  })
  const differences: Promise<unknown>[] = []
  context.on('response', (response) => differences.push(differenceIn(response)))
  context.on('weberror', (error) => consoleErrors.push(String(error.error())))
  return {
    page: await context.newPage(),
    siteUrl,
    consoleErrors,
    strayRequests,
    newTab: () => context.newPage(),
    async close() {
      const [difference] = (await Promise.all(differences)).filter(Boolean)
      await context.close()
      if (difference) throw difference
    },
  }
}

async function differenceIn(response: Response): Promise<unknown> {
  // The browser drops an answer after leaving its page.
  const answer = await answerOf(response).catch(() => undefined)
  // Answers mocked by a test lack this header.
  if (answer?.headers.get('cache-control') !== 'no-store') return undefined
  try {
    expectDocumented(response.request().method(), response.url(), answer)
    return undefined
  } catch (difference) {
    return difference
  }
}

async function answerOf(response: Response) {
  const headers = new Headers()
  for (const { name, value } of await response.headersArray()) headers.append(name, value)
  const isJson = /json/.test(headers.get('content-type') ?? '')
  const body: unknown = isJson ? await response.json() : undefined
  return { status: response.status(), headers, body }
}

export function expectCleanVisit({ consoleErrors, strayRequests }: Visit, provoked: string[] = []) {
  expect(strayRequests).toEqual([])
  expect(consoleErrors.toSorted()).toEqual(provoked.toSorted())
}

/** Minified, because each page compiles it again. */
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

const readByAxe = new Set<unknown>()

const whatIsOpen = `[
  location.pathname,
  [...document.querySelectorAll('[role=alert]')].some((alert) => alert.checkVisibility()),
].join(' ')`

export async function expectAccessible(page: Page): Promise<void> {
  const open = await page.evaluate(whatIsOpen)
  await expectFitting(page)
  if (readByAxe.has(open)) return
  readByAxe.add(open)
  await expectNoViolation(page)
}

const colourRules = ['color-contrast', 'link-in-text-block']

export async function expectAccessibleState(page: Page): Promise<void> {
  await expectFitting(page)
  await expectNoViolation(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoViolation(page, { runOnly: colourRules })
}

/** No rule that runs needs the style sheets, which axe would load and parse again for each state. */
async function expectNoViolation(page: Page, options = {}): Promise<void> {
  if (!(await page.evaluate('Boolean(globalThis.axe)'))) await page.evaluate(axeSource)
  const given = { resultTypes: ['violations'], preload: { assets: ['media'] }, ...options }
  const violations = await page.evaluate(`axe.run(${JSON.stringify(given)})
    .then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`)
  expect(violations, `axe on ${page.url()}`).toEqual([])
}

async function expectFitting(page: Page): Promise<void> {
  const width = await page.evaluate('document.documentElement.scrollWidth')
  expect(width, `width of ${page.url()}`).toBeLessThanOrEqual(narrowest.width)
}

export async function read(locator: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden must not count as said.
  return (await locator.innerText()).replace(/\s+/g, ' ').replaceAll('’', "'").trim()
}

export const typographic = (text: string) => text.replaceAll("'", '’')

export const field = (page: Page, label: string) =>
  page.getByLabel(typographic(label), { exact: true })
export const button = (page: Page, name: string) =>
  page.getByRole('button', { name: typographic(name), exact: true })
export const link = (page: Page, name: string) =>
  page.getByRole('link', { name: typographic(name), exact: true })
export const title = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name: typographic(name), exact: true })

export const errorSummary = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'Il y a un problème' })

export async function errorOf(input: Locator): Promise<string> {
  expect(await input.getAttribute('aria-invalid')).toBe('true')
  const described = (await input.getAttribute('aria-describedby')) ?? ''
  const id = described.split(' ').find((one) => one.endsWith('-error'))
  return read(input.page().locator(`[id="${id}"]`))
}

export const tabTo = (page: Page, name: string) => pressUntilOn(page, 'Tab', name)
export const shiftTabTo = (page: Page, name: string) => pressUntilOn(page, 'Shift+Tab', name)

async function pressUntilOn(page: Page, key: string, name: string): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key)
    const focused = (await page.evaluate(nameOfFocused)) as string
    if (focused === typographic(name)) return
    passed.push(focused)
  }
  throw new Error(`${key} never led to « ${name} », but to ${passed.join(' · ')}`)
}

const nameOfFocused = `(() => {
  const { activeElement: focused } = document
  const label = focused.labels?.[0] ?? focused
  return (focused.getAttribute('aria-label') ?? label.textContent).replace(/\\s+/g, ' ').trim()
})()`

/** A page from the back/forward cache fires no load event. */
export async function goBack(page: Page): Promise<void> {
  await page.goBack({ waitUntil: 'commit' })
}
