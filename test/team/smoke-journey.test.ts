import { describe, expect, it } from 'vitest'
import { sealCode, unsealCode } from '../../shared/domain/account/captcha-sound.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { SiteClient } from '../../team/smoke/site-client.ts'
import { newTestVoter } from '../../team/smoke/test-voter.ts'
import { runVoterJourney, steps } from '../../team/smoke/voter-journey.ts'
import { bothClocks, keys, ownKeyedValues } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const test = await newTestVoter(ownKeyedValues, 'operation-1')
const { voterId } = test.voter
const hour = (hours: number) => secondsLater(new Date(), hours * 3600)
const open = { ...election.dates, reissueOpensAt: hour(-1), reissueClosesAt: hour(1) }
const audio = () => `/api/captcha-sounds/${sealCode(keys, '9456', hour(1))}`
const cookie = '__Host-session=one; Path=/; Secure; HttpOnly; SameSite=Strict'

type Said = { status: number; json?: unknown; cookie?: string }

function aSite(changes: Record<string, Said> = {}) {
  const asked: [route: string, json: unknown][] = []
  let isSignedIn = false
  let state = 'accepted'
  const answers: Record<string, () => Said> = {
    'POST /api/account/link': () => ({ status: 202 }),
    'PUT /api/account/password': () => ({ status: 204 }),
    'POST /api/session': () => {
      isSignedIn = true
      return { status: 204, cookie }
    },
    'GET /api/voter': () =>
      isSignedIn
        ? {
            status: 200,
            json: { email: test.email, election: { title: election.title }, ballots: [] },
          }
        : { status: 401 },
    'POST /api/captchas': () => ({ status: 201, json: { id: 'captcha-1', audio: audio() } }),
    'GET /api/captcha-sounds': () => ({ status: 200 }),
    'POST /api/reissues': () => ({ status: 202, json: { id: 'reissue-1' } }),
    'GET /api/reissues/reissue-1': () => ({ status: 200, json: { state } }),
    'POST /api/reissues/reissue-1/withdraw': () => {
      state = 'cancelled'
      return { status: 204 }
    },
    'DELETE /api/session': () => {
      isSignedIn = false
      return { status: 204 }
    },
  }
  const client: SiteClient = {
    async send(method, path, json) {
      const route = `${method} ${path.replace(/(?<=captcha-sounds).*/, '')}`
      asked.push([route, json])
      const said = changes[route] ?? answers[route]?.() ?? { status: 404 }
      return {
        status: said.status,
        headers: new Headers(said.cookie ? { 'set-cookie': said.cookie } : {}),
        body: Buffer.from(JSON.stringify(said.json ?? {})),
      }
    },
  }
  return { client, asked, routes: () => asked.map(([route]) => route) }
}

function walk(client: SiteClient, changes: Partial<Parameters<typeof runVoterJourney>[0]> = {}) {
  const mailed = {
    voterId,
    requestedAt: bothClocks(Date.now()),
    issuedAt: [],
    mailed: true,
    version: 1,
  }
  return runVoterJourney({
    ...{ client, testVoter: test, phone: '+33755512501' },
    spokenCode: async (sealed) => unsealCode(keys, sealed, new Date()),
    election: { ...election, dates: open, smsDelaySeconds: 120 },
    passwordLinks: { find: async () => mailed, replace: async () => true },
    reissues: { find: async () => ({ confirmedAt: new Date() }) as Reissue },
    ...changes,
  })
}

type Step = keyof typeof steps

const passed = (step: Step) => ({ verdict: 'ok', text: `${steps[step].text}.` })
const failed = (step: Step, why: string) => {
  const { text, remedy } = steps[step]
  return { verdict: 'blocker', text: `${text} : échec (${why}).`, remedy }
}
const before = ['link', 'password', 'sign-in', 'space', 'code'] as const
const last = (found: Awaited<ReturnType<typeof walk>>) => found.at(-1)

describe('the walk of a test voter', () => {
  it('requests with the enrolled identity, reads the captcha and withdraws', async () => {
    const site = aSite()
    const found = await walk(site.client)
    const taken = [...before, 'request', 'mail', 'progress', 'withdrawal', 'sign-out'] as const
    expect(found).toEqual(taken.map(passed))
    const { numen, birthDate } = test
    const request = site.asked.find(([route]) => route === 'POST /api/reissues')
    const captcha = { id: 'captcha-1', code: '9456' }
    expect(request?.[1]).toEqual({ phone: '+33755512501', numen, birthDate, captcha })
  })

  it.each([
    ['to no territory that it knows a number of', { phone: undefined }, 'simulation'],
    [
      'too soon to be withdrawn',
      { election: { ...election, dates: open, smsDelaySeconds: 29 } },
      'partirait avant',
    ],
  ])('asks for no identifier whose SMS would go %s', async (_, changes, said) => {
    const site = aSite()
    const found = await walk(site.client, changes)
    const unknown = found.filter(({ verdict }) => verdict === 'unknown')
    expect(unknown).toMatchObject([{ text: expect.stringContaining(said) }])
    expect(site.routes()).not.toContain('POST /api/reissues')
    expect(last(found)).toEqual(passed('sign-out'))
  })

  it('expects a refusal while requests are closed', async () => {
    const closed = {
      ...election,
      smsDelaySeconds: 120,
      dates: { ...open, reissueClosesAt: hour(-1) },
    }
    const asked = (said: Said) =>
      walk(aSite({ 'POST /api/reissues': said }).client, { election: closed })
    const refused = await asked({ status: 403, json: { code: 'reissue-closed' } })
    expect(refused).toContainEqual(passed('closed'))
    const accepted = await asked({ status: 202, json: { id: 'reissue-1' } })
    expect(last(accepted)).toEqual(failed('closed', '202'))
  })

  it('withdraws its request even if an earlier step fails', async () => {
    const site = aSite({ 'GET /api/reissues/reissue-1': { status: 503 } })
    const found = await walk(site.client)
    expect(site.routes()).toContain('POST /api/reissues/reissue-1/withdraw')
    expect(found).toContainEqual(failed('progress', '503'))
  })

  it.each([
    [
      'sign-in',
      'POST /api/session',
      { status: 401, json: { code: 'wrong-credentials', secret: 'x' } },
      '401 wrong-credentials',
    ],
    [
      'sign-in',
      'POST /api/session',
      { status: 204, cookie: cookie.replace(' Secure;', '') },
      'cookie',
    ],
    ['space', 'GET /api/voter', { status: 200, json: { election: {}, ballots: [] } }, 'voter'],
    ['sign-out', 'GET /api/voter', undefined, '200'],
  ] as const)('ends where %s fails, and says no more than why', async (step, route, said, why) => {
    const broken = said ? { [route]: said } : { 'DELETE /api/session': { status: 204 } }
    const found = await walk(aSite(broken).client)
    expect(last(found)).toEqual(failed(step, why))
    expect(found.filter(({ verdict }) => verdict === 'blocker')).toHaveLength(1)
  })
})
