import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { FileView } from '../../shared/contract/files.ts'
import { staffActions } from '../../shared/domain/staff-action.ts'
import { withStaffTexts } from '../../shared/texts/staff/staff-pages.ts'
import { says } from '../journey/pages.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { staffedElection } from '../screenshots/sample-answers.ts'
import { staffStates } from '../screenshots/staff-states.ts'
import { sites } from './built-site.ts'
import { type Open, test } from './open-page.ts'

async function withFileUnread(open: Open, state: PageState | undefined, path: string) {
  if (!state) throw new Error('no such state')
  const page = await open(state)
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith(path)) {
      Object.assign(state.answers, { 'GET /api/staff/file': 'cut' })
    }
  })
  await state.act?.(page)
  return page
}

test('an empty field is an error in its place, and nothing is sent', async ({ open }) => {
  const page = await open(staffStates['staff/home']['first seen'] as PageState)
  page.on('request', (request) => expect(request.method()).toBe('GET'))
  const errors = async (button: string, text: string, ...ids: string[]) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    await says(page, text)
    for (const id of ids) expect(await page.locator(id).getAttribute('aria-invalid')).toBe('true')
  }
  await errors('Ouvrir le dossier', 'Saisissez le code.', '#code')
  await errors('Ouvrir le dossier sans code', 'Saisissez le NUMEN.', '#numen', '#birthDate')
})

test('a problem of the API names nobody but the team to staff', async ({ open }) => {
  const page = await open(staffStates['staff/home']['too many codes'] as PageState)
  await staffStates['staff/home']['too many codes']?.act?.(page)
  await says(page, /Réessayez dans 8 minutes, ou prévenez l.équipe de l.élection/)
  const shown = (code: string) => withStaffTexts({ code, detail: 'votre espace électeur' }).detail
  expect(['unavailable', 'unauthenticated', 'taken'].map(shown)).toEqual([
    '',
    '',
    'votre espace électeur',
  ])
})

test('the code for the second person goes once they approved, though a reading failed before', async ({
  open,
}) => {
  const state = staffStates['staff/home']['awaiting approval'] as PageState
  const { 'GET /api/staff/file': file } = state.answers as {
    'GET /api/staff/file': { body: FileView }
  }
  const page = await open(state)
  await page.clock.install()
  await state.act?.(page)
  await says(page, '1234 5678')
  Object.assign(state.answers, { 'GET /api/staff/file': 'cut' })
  const failed = page.waitForEvent('requestfailed')
  await page.clock.runFor(10_000)
  await failed
  await says(page, '1234 5678')
  const body = { ...file.body, approved: [...staffActions] }
  Object.assign(state.answers, { 'GET /api/staff/file': { body } })
  await page.clock.runFor(10_000)
  await says(page, /c.est fait/)
  expect(await page.getByText('1234 5678').count()).toBe(0)
})

const summary = (page: Page) => page.locator('.govuk-error-summary')

test("no file of the staff's site names a staff member", () => {
  const [{ email } = { email: '' }] = staffedElection.staff?.people ?? []
  expect(email).toContain('@')
  for (const path of sites.staff.files()) expect(sites.staff.read(path), path).not.toContain(email)
})

describe.concurrent('the state of the vote', () => {
  const announced = (page: Page) => page.locator('[data-announcement]')

  test.for(['staff/home', 'staff/control', 'staff/day'] as const)(
    'is above the title of %s',
    async (name, { open }) => {
      const [state] = Object.values(staffStates[name])
      await announced(await open(state))
        .filter({ hasText: /^Le vote ferme/ })
        .waitFor()
    },
  )

  test('is the same above the title and in an open file', async ({ open }) => {
    const state = staffStates['staff/home']['vote suspended'] as PageState
    const page = await open(state)
    await state.act?.(page)
    await announced(page)
      .filter({ hasText: /^Le vote est suspendu/ })
      .waitFor()
  })
})

test('each role reads whose code the field takes', async ({ open }) => {
  const states = staffStates['staff/home']
  const page = await open(states['first seen'])
  await says(page, /^La personne qui appelle le lit dans son espace électeur/)
  const supervising = await open(states['first seen, by a supervisor'])
  await says(supervising, /^Le code de la personne qui appelle.*qui vous demande de confirmer/)
})

describe.concurrent('a file that fails to reload', () => {
  const states = staffStates['staff/home']

  test('still says what was done, and that it shows the earlier state', async ({ open }) => {
    const page = await withFileUnread(open, states.done, '/staff/file/actions')
    await says(page, /Arrêter la demande en cours.*c.est fait.*Rechargez la page/)
  })

  test('keeps the code for the second person', async ({ open }) => {
    const page = await withFileUnread(open, states['awaiting approval'], '/file/actions')
    await says(page, '1234 5678')
    await says(page, /Lisez ce code .*Rechargez la page/)
  })

  test('is shown once the page reloads, since its code is spent', async ({ open }) => {
    const state = states['file open'] as PageState
    const { 'GET /api/staff/file': file } = state.answers
    const page = await withFileUnread(open, state, '/staff/file')
    await summary(page).waitFor()
    expect(await summary(page).textContent()).toContain('Rechargez la page')
    Object.assign(state.answers, { 'GET /api/staff/file': file })
    await page.reload()
    await says(page, /^Dossier ouvert.: AE/)
  })
})
