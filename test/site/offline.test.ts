import type { Route } from 'playwright-core'
import { expect } from 'vitest'
import { inMain, says } from '../journey/pages.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { reissueStates } from '../screenshots/reissue-states.ts'
import { captchaAnswer } from '../screenshots/sample-answers.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { test } from './open-page.ts'

test('a page says that it is offline, and polls once the network is back', async ({ open }) => {
  const page = await open(spaceStates['held by a limit'])
  await page.clock.install()
  await page.context().setOffline(true)
  await says(page, 'Vous êtes hors ligne')
  let requests = 0
  page.on('request', () => requests++)
  await page.context().setOffline(false)
  await says(page, 'Suivi actualisé')
  expect(requests).toBeGreaterThan(0)
})

test.for([
  ['the browser is offline', 'Vous êtes hors ligne'],
  ['the API answers nobody', 'Le service ne répond pas'],
] as const)(
  'while %s, a page gives the age of its data and guesses no change',
  async ([, why], { open }) => {
    const page = await open(spaceStates['just accepted'])
    await page.clock.install()
    await says(page, 'SMS attendu')
    const unavailable = (route: Route) => route.fulfill({ status: 503, json: {} })
    if (why === 'Vous êtes hors ligne') await page.context().setOffline(true)
    else await page.route('**/api/**', unavailable)
    await page.clock.fastForward(20 * 60_000)
    await says(page, `${why} : voici la situation à 18 h 43.`)
    expect(await inMain(page)).toContain('SMS attendu vers')
    expect(await inMain(page)).not.toContain('en retard')
    await page.context().setOffline(false)
    await page.unroute('**/api/**', unavailable)
    await page.clock.fastForward(20 * 60_000)
    await page.getByText(why).waitFor({ state: 'hidden' })
  },
)

test('a captcha that could not load appears once the service is back', async ({ open }) => {
  const known = reissueStates['no picture'] as PageState
  const state = { ...known, answers: { ...known.answers } }
  const page = await open(state)
  const unshown = "Le code n'a pas encore pu être affiché."
  await says(page, unshown)
  const phone = page.locator('#phone')
  await phone.fill('06 12')
  state.answers['POST /api/captchas'] = { body: captchaAnswer }
  await says(page, 'Un nouveau code est affiché.')
  expect(await page.getByAltText('Image du code de sécurité').isVisible()).toBe(true)
  expect(await phone.inputValue()).toBe('06 12')

  await page.context().setOffline(true)
  state.answers['POST /api/captchas'] = 'cut'
  await page.getByRole('button', { name: 'Nouveau code' }).click()
  await says(page, unshown)
  state.answers['POST /api/captchas'] = { body: captchaAnswer }
  await page.context().setOffline(false)
  await says(page, 'Un nouveau code est affiché.')
})
