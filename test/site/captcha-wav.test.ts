import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { captchaWav } from '../../functions/say-captcha/captcha-wav.ts'
import { Problem, problemBody } from '../../shared/runtime/problem.ts'
import type { PageName } from '../../site/site-pages.ts'
import { button, field, tabTo } from '../journey/browser.ts'
import { eventually } from '../journey/local-run.ts'
import { says } from '../journey/pages.ts'
import { act } from '../screenshots/open-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { inFull, sized } from '../size.ts'
import { type Open, test } from './open-page.ts'

const sound = captchaWav('9456')

type Answering = (page: Page, nth: number) => 'sound' | 'cut' | 'hanging' | Problem

async function openCode(open: Open, of: string, answer: Answering) {
  const [page, name] = of.split(': ')
  const state = pageStates[page as PageName]?.[name as string]
  const tab = await open(state, { width: 320 })
  const requests: string[] = []
  tab.on('request', (request) => requests.push(new URL(request.url()).pathname))
  const soundsAsked = () => requests.filter((path) => path.startsWith('/api/captcha-sounds/'))
  await tab.route('**/api/captcha-sounds/**', (route) => {
    const given = answer(tab, soundsAsked().length)
    if (given === 'sound') return route.fulfill({ body: sound, contentType: 'audio/wav' })
    if (given === 'cut') return route.abort()
    if (given === 'hanging') return undefined
    const json = problemBody(given)
    const headers = { 'content-type': 'application/problem+json' }
    return route.fulfill({ status: json.status, json, headers })
  })
  await act(tab, state)
  await field(tab, 'Code de sécurité').waitFor()
  return { page: tab, requests, soundsAsked }
}

const player = <Value>(page: Page, expression: string) =>
  page.evaluate<Value>(`document.querySelector('[data-captcha-sound]').${expression}`)

const isHeard = (page: Page) =>
  eventually('it is heard', async () => (await player<number>(page, 'currentTime')) > 0)

const withCode = ['reissue: first seen', 'sign-in: too many attempts', 'booth: too many attempts']

test.for(sized(withCode.slice(0, 1), withCode))(
  '%s: the sound loads only when the voter asks to hear it',
  async (of, { open }) => {
    const { page, soundsAsked } = await openCode(open, of, () => 'sound')
    await page.waitForLoadState('networkidle')
    expect(soundsAsked()).toEqual([])

    await tabTo(page, 'Écouter le code')
    await page.keyboard.press('Enter')
    await isHeard(page)
    expect(soundsAsked()).toEqual(['/api/captcha-sounds/sealed-code'])
    expect(await page.locator('[data-captcha-status]').textContent()).toBe('')
    await tabTo(page, 'Code de sécurité')

    await button(page, 'Nouveau code').click()
    await says(page, 'Un nouveau code est affiché.')
    expect(await player(page, 'paused')).toBe(true)
    expect(await player(page, 'currentTime')).toBe(0)
  },
)

test('a sound that fails to load says so, and plays at the next try', async ({ open }) => {
  let way: ReturnType<Answering> = 'cut'
  const { page, requests } = await openCode(open, 'reissue: first seen', () => way)
  const refusals = [
    new Problem('not-found'),
    new Problem('too-many-attempts', { retryAfterSeconds: 300 }),
    new Problem('unavailable', { retryAfterSeconds: 5 }),
  ]
  for (way of ['cut', ...refusals] as const) {
    await tabTo(page, 'Écouter le code')
    await page.keyboard.press('Enter')
    await says(page, "Le son n'a pas pu être lu. Vérifiez votre connexion")
    await says(page, 'réessayez ou demandez un nouveau code')
  }
  way = 'sound'
  await page.keyboard.press('Enter')
  await isHeard(page)
  expect(await page.locator('[data-captcha-status]').textContent()).toBe('')
  expect(requests.filter((path) => path === '/api/captchas')).toEqual([])
})

test('a slow sound says that it loads, until another code is requested', async ({ open, skip }) => {
  inFull(skip)
  const { page } = await openCode(open, 'reissue: first seen', () => 'hanging')
  await button(page, 'Écouter le code').click()
  await says(page, 'Le son se charge…')
  await button(page, 'Nouveau code').click()
  await says(page, 'Un nouveau code est affiché.')
  await page.waitForTimeout(2500)
  await says(page, 'Un nouveau code est affiché.')
})
