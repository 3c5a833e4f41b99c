import { existsSync } from 'node:fs'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { typographic } from './browser.ts'
import { test as staffed } from './staffed-run.ts'

const firefoxPaths = ['/usr/bin/firefox-esr', '/usr/bin/firefox']

/** Playwright 1.65 cannot drive the Firefox that voters have: it does not know `emulation.setMediaFeaturesOverride`. */
async function launchFirefox(): Promise<Browser> {
  const given = process.env.FIREFOX_PATH
  const executablePath = (given ? [given] : firefoxPaths).find((path) => existsSync(path))
  if (executablePath) return puppeteer.launch({ browser: 'firefox', executablePath })
  throw new Error(
    `no Firefox found: set FIREFOX_PATH, or install one of ${firefoxPaths.join(', ')}`,
  )
}

export const test = staffed
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing else is needed.
  .extend('firefox', { scope: 'file' }, async ({}, { onCleanup }) => {
    const firefox = await launchFirefox()
    onCleanup(() => firefox.close())
    return firefox
  })
  .extend('page', async ({ firefox }, { onCleanup }) => {
    const context = await firefox.createBrowserContext()
    onCleanup(() => context.close())
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    return page
  })
  .extend('errors', ({ page }) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    return errors
  })

export const fill = (page: Page, id: string, text: string) => page.locator(`#${id}`).fill(text)

export async function press(page: Page, name: string): Promise<void> {
  await page.waitForFunction(`globalThis.named = [...document.querySelectorAll('a, button')].find(
    (one) => one.textContent.trim() === ${JSON.stringify(typographic(name))} &&
      one.checkVisibility() && getComputedStyle(one).pointerEvents !== 'none')`)
  const named = await page.evaluateHandle('named')
  await named.asElement()?.click()
}

export const says = (page: Page, text: string) =>
  page.waitForFunction(
    `document.body.innerText.replace(/\\s/g, ' ').includes(${JSON.stringify(typographic(text).replace(/\s/g, ' '))})`,
  )
