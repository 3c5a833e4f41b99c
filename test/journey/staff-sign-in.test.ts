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

test('a listed agent signs in and out by keyboard, and the log shows the role only', async ({
  staffed,
  visit,
}) => {
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

test("a provider's code works only in the browser that requested it, and strangers learn nothing", async ({
  staffed,
  visit,
}) => {
  const { page } = visit
  const thief = new ApiClient(staffed.siteUrl)
  const headers = { origin: staffed.siteUrl, 'sec-fetch-site': 'same-origin' }
  expectStatus(await thief.send('POST', '/api/staff/sign-in', { headers }), 200)
  await page.goto(staffed.siteUrl)
  const stolen = new Promise<unknown>((resolve) => {
    void page.route('**/api/staff/session', async (route) => {
      resolve(route.request().postDataJSON())
      await route.abort()
    })
  })
  await chooseAtProvider(page, 'Alix Agent')
  const json = await stolen
  const refused = await thief.send('POST', '/api/staff/session', { headers, json })
  expect(refused.status).toBe(401)
  expect([...thief.cookies.keys()]).toEqual(['__Host-sign-in'])
  const nowhere = { headers: { ...headers, origin: 'null' } }
  expect((await thief.send('POST', '/api/staff/session', { ...nowhere, json })).status).toBe(403)

  const origin = { origin: staffed.siteUrl }
  const stranger = new ApiClient(staffed.siteUrl)
  const session = await stranger.send('GET', '/api/staff/session')
  const madeUp = { json: { code: 'x', state: 'y' }, headers: origin }
  const returned = await stranger.send('POST', '/api/staff/session', madeUp)
  expect([session.status, returned.status]).toEqual([401, 401])
  expect(returned.text).toBe(session.text)
  expectStatus(await stranger.send('DELETE', '/api/staff/session'), 204)
  const elsewhere = { ...origin, 'sec-fetch-site': 'cross-site' }
  for (const from of [{}, elsewhere])
    expectStatus(await stranger.send('POST', '/api/staff/sign-in', { headers: from }), 403)
  expect((await fetch(`${staffed.run.siteUrl}/api/staff/session`)).status).toBe(404)
})
