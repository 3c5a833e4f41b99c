import { expect } from 'vitest'
import { test } from '../journey/shared-browser.ts'
import { openState } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { builtSite } from './built-site.ts'

const { directory } = builtSite()

test('a whole SMS can be pasted in the booth, over another too, and no key that is typed moves anything', async ({
  browser,
}) => {
  const state = pageStates.booth?.['first seen'] as PageState
  const page = await openState(browser, directory(), state, { width: 320, colorScheme: 'light' })
  const field = page.locator('#identifier')
  const sms = (identifier: string) => `Votre identifiant de vote: ${identifier} Cordialement,`
  /** As a paste, a drop and an input method do. */
  const paste = (text: string) => page.keyboard.insertText(text)
  await field.click()
  await paste(sms('B500 0000 0002'))
  expect(await field.inputValue()).toBe('B500 0000 0002')
  const said = page.getByText('Bien recopié')
  await said.waitFor()
  // The frame of the field in use would cut what stands closer.
  const { y = 0, height = 0 } = (await field.boundingBox()) ?? {}
  expect((await said.boundingBox())?.y).toBeGreaterThanOrEqual(y + height + 5)
  await field.selectText()
  await paste(sms('b500-0000-0002').replace(' Cordialement,', ''))
  expect(await field.inputValue()).toBe('B500 0000 0002')
  await field.selectText()
  await page.keyboard.type('b50000000002')
  expect(await field.inputValue()).toBe('b50000000002')
  await page.getByText('Bien recopié').waitFor()
  await page.context().close()
})
