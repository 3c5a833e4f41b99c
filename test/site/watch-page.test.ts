import { expect } from 'vitest'
import type { PageState } from '../screenshots/page-state.ts'
import { staffStates } from '../screenshots/staff-states.ts'
import { test } from './open-page.ts'

test('new figures leave the focus and the scroll position of a table', async ({ open }) => {
  const state = staffStates['staff/control']['a calm day'] as PageState
  const page = await open(state, { width: 320 })
  const table = page.getByRole('region').last()
  await table.focus()
  await page.evaluate('document.activeElement.scrollTo(40, 0)')
  const answer = state.answers['GET /api/staff/watch'] as { body: object }
  const text = JSON.stringify(answer.body).replace(/8[\s\u202f]214/g, '9 999')
  state.answers['GET /api/staff/watch'] = { body: JSON.parse(text) }
  await page.evaluate("window.dispatchEvent(new Event('online'))")
  await table.getByText('9 999').first().waitFor()
  expect(await page.evaluate('document.activeElement.scrollLeft')).toBe(40)
})
