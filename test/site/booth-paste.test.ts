import { expect } from 'vitest'
import { act } from '../screenshots/open-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { test } from './open-page.ts'

test('the booth extracts the identifier from a pasted SMS, and nothing moves', async ({ open }) => {
  const page = await open(pageStates.booth?.['first seen'], { width: 320 })
  const field = page.locator('#identifier')
  const sms = (identifier: string) => `Votre identifiant de vote: ${identifier} Cordialement,`
  const paste = (text: string) => page.keyboard.insertText(text)
  await field.click()
  await paste(sms('B500 0000 0002'))
  expect(await field.inputValue()).toBe('B500 0000 0002')
  const opinion = page.getByText('Aucune faute de frappe')
  await opinion.waitFor()
  const { y = 0, height = 0 } = (await field.boundingBox()) ?? {}
  expect((await opinion.boundingBox())?.y).toBeGreaterThanOrEqual(y + height + 5)
  await field.selectText()
  await paste(sms('b500-0000-0002').replace(' Cordialement,', ''))
  expect(await field.inputValue()).toBe('B500 0000 0002')
  await field.selectText()
  await page.keyboard.type('b50000000002')
  expect(await field.inputValue()).toBe('b50000000002')
  await page.getByText('Aucune faute de frappe').waitFor()
})

test('the booth praises no refused identifier until another is typed', async ({ open }) => {
  const state = pageStates.booth?.['wrong credentials']
  const page = await open(state, { width: 320 })
  const field = page.locator('#identifier')
  const opinion = page.getByText('Aucune faute de frappe')
  await field.fill('B500 0000 0002')
  await opinion.waitFor()
  await act(page, state)
  await page.locator('.govuk-error-summary').waitFor()
  const refused = await field.inputValue()
  expect(await opinion.isVisible()).toBe(false)
  await field.fill('B500')
  await field.fill(refused)
  expect(await opinion.isVisible()).toBe(false)
  await field.fill('B500 0000 0002')
  expect(await opinion.isVisible()).toBe(refused !== 'B500 0000 0002')
})
