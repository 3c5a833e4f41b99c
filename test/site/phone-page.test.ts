import { expect } from 'vitest'
import { phoneStates } from '../screenshots/staff-states.ts'
import { test } from './open-page.ts'

test.for([
  ['none', 'Aucun numéro', { code: true, removal: false }],
  ['known', 'peut y être envoyé', { code: true, removal: true }],
  ['no codes', 'les SMS sont réservés', { code: false, removal: true }],
  ['too late', 'Il est trop tard', { code: false, removal: false }],
] as const)(
  'the page of the phone offers what the service accepts, and says why not (%s)',
  async ([state, text, offers], { open }) => {
    const page = await open(phoneStates[state])
    await page.getByText(text).waitFor()
    const isShown = (name: string) => page.getByRole('button', { name, exact: true }).isVisible()
    expect(await isShown('Recevoir un code')).toBe(offers.code)
    expect(await isShown('Retirer mon numéro')).toBe(offers.removal)
  },
)
