import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { DemoPerson } from '../../local/staff/demo-people.ts'
import { expectAccessible, read, tabTo, title } from './browser.ts'
import { ApiClient, expectStatus } from './local-run.ts'
import { inMain, says } from './pages.ts'
import { chooseAtProvider, test } from './staffed-run.ts'

const homeTitle = 'Assistance et suivi du vote'

const emailOf = (people: readonly DemoPerson[], role: DemoPerson['role']) =>
  people.find((person) => person.role === role)?.email ?? ''

const cookieNamed = async (page: Page, name: string) =>
  (await page.context().cookies()).find((cookie) => cookie.name === name)

test('an agent signs in and out by keyboard, logged by role only', async ({ staffed, visit }) => {
  const { page } = visit
  await page.goto(staffed.siteUrl)
  await title(page, homeTitle).waitFor()
  await expectAccessible(page)
  await tabTo(page, 'Se connecter')
  await page.keyboard.press('Enter')
  await title(page, 'Qui êtes-vous ?').waitFor()
  await tabTo(page, 'Alix Agent')
  await page.keyboard.press('Enter')
  await says(page, 'Votre rôle : assistance')
  expect(new URL(page.url()).pathname).toBe('/accueil/')
  expect(await inMain(page)).toContain(emailOf(staffed.people, 'agent'))
  await expectAccessible(page)
  const cookie = await cookieNamed(page, '__Host-staff')
  expect(cookie).toMatchObject({
    ...{ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' },
    value: expect.stringMatching(/^[\w-]{43}\./),
  })
  const { lines } = staffed.run
  expect(lines.some((line) => line.includes('"staff.signed-in","role":"agent"'))).toBe(true)
  const written = lines.join('\n')
  for (const { email } of staffed.people) expect(written).not.toContain(email)
  expect(written).not.toContain(cookie?.value.split('.')[0])
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toMatch(
    /ey\w+\./,
  )
  await tabTo(page, 'DÉCONNEXION')
  await page.keyboard.press('Enter')
  await says(page, /^Déconnexion réussie/)
  await page.goto(`${staffed.siteUrl}/accueil/`)
  await says(page, 'Votre session est terminée. Connectez-vous pour continuer.')
  expect(await read(page.locator('body'))).not.toContain(emailOf(staffed.people, 'agent'))
  expect(visit.consoleErrors).toEqual(['401 /api/staff/session'])
})

test('an unlisted person gets the same refusal as a stranger', async ({ staffed, visit }) => {
  const { page } = visit
  await page.goto(staffed.siteUrl)
  await chooseAtProvider(page, 'Camille Inconnu')
  const refusal = /^La connexion n’a pas abouti\./
  await says(page, refusal)
  await expectAccessible(page)
  const refused = await inMain(page)
  expect(await cookieNamed(page, '__Host-staff')).toBeUndefined()
  await page.goto(`${staffed.siteUrl}/connexion/?code=made-up&state=made-up`)
  await says(page, refusal)
  expect(await inMain(page)).toBe(refused)
  await page.goto(`${staffed.siteUrl}/connexion/?error=access_denied`)
  await says(page, refusal)
  expect(await inMain(page)).toBe(refused)
  expect(page.url()).not.toContain('code')
})

test('strangers learn nothing from the staff API', async ({ staffed }) => {
  const stranger = new ApiClient(staffed.siteUrl)
  const origin = { origin: staffed.siteUrl }
  const signIn = (headers: Record<string, string>) =>
    stranger.send('POST', '/api/staff/sign-in', { headers })
  for (const elsewhere of [{}, { ...origin, 'sec-fetch-site': 'cross-site' }])
    expectStatus(await signIn(elsewhere), 403)
  expectStatus(await signIn({ ...origin, 'sec-fetch-site': 'same-origin' }), 200)
  expect([...stranger.cookies.keys()]).toEqual(['__Host-sign-in'])
  const session = await stranger.send('GET', '/api/staff/session')
  const json = { code: 'x', state: 'y' }
  const returned = await stranger.send('POST', '/api/staff/session', { json, headers: origin })
  expect([session.status, returned.status]).toEqual([401, 401])
  expect(returned.text).toBe(session.text)
  const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' }
  expectStatus(await stranger.send('POST', '/api/staff/session', { json, headers }), 403)
  expectStatus(await stranger.send('DELETE', '/api/staff/session'), 204)
  expect((await fetch(`${staffed.run.siteUrl}/api/staff/session`)).status).toBe(404)
})
