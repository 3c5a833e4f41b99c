import { afterEach, describe, expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { problemTexts } from '../../shared/texts/problems.ts'
import {
  type Answer,
  ApiClient,
  type ApiRequest,
  filledForm,
  type Json,
  type LocalRun,
  signIn,
  spaceOf,
} from './local-run.ts'
import { mails } from './mails.ts'
import { test } from './shared-run.ts'

/** The run whose API gets wrong input, by tests of one file. */
export interface Target {
  run: LocalRun
  /** Sends every wrong reissue, and must lose nothing by it. */
  voter: DemoVoter
  client: ApiClient
  /** Right in all its fields, its security code not used yet. */
  form: Awaited<ReturnType<typeof filledForm>>
  /** What the voter's space is to show of reissues after each test. */
  shown: Json
  /** How many lines the functions had written before. */
  linesBefore: number
}

/** On nobody's roll. */
const nobody = 'personne@academie.example.org'

/** Before the file's tests; after each of them, nothing of the voter's has changed. */
export function startTarget(): Target {
  const target = { shown: { remaining: 3, latest: null } } as Target
  test.beforeAll(async ({ run }) => {
    target.run = run
    target.linesBefore = run.lines.length
    target.voter = run.anotherVoter()
    target.client = await signIn(run, target.voter)
    target.form = await filledForm(target.client, target.voter, run.anotherPhone())
  })
  afterEach(async () => {
    const { remaining, latest } = (await spaceOf(target.client)).reissue
    expect({ remaining, latest }).toEqual(target.shown)
  })
  return target
}

export const limitBytes = 16 * 1024

/** The answer of the contract to what is refused, in French, without a trace of what was typed. */
export function expectProblem(
  answer: Answer,
  status: number,
  code: keyof typeof problemTexts,
  request: ApiRequest = {},
): Json {
  expect({ status: answer.status, code: answer.body?.code }, answer.text).toEqual({ status, code })
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(answer.body).toMatchObject({
    type: `urn:reassort:problem:${code}`,
    title: problemTexts[code].title,
    status,
  })
  expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules|Error\b/)
  for (const typed of textsIn(request.json ?? request.body))
    expect(answer.text).not.toContain(typed)
  return answer.body
}

/** Every text within, long enough not to be part of a sentence by chance. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim().length > 3 ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

export interface Route {
  method: string
  path: string
  /** The names of what it takes. */
  fields: string[]
  /** A body that is right; its route is asked as `as()`. */
  right: () => Record<string, unknown>
  as: () => ApiClient
}

type RouteName = 'link' | 'password' | 'signIn' | 'booth' | 'reissue' | 'endSessions' | 'cancel'

/** A request that nobody made. */
const nobodys = '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01'

export function routesOf(target: Target): Record<RouteName, Route> {
  return {
    link: {
      method: 'POST',
      path: '/api/account/link',
      fields: ['email'],
      right: () => ({ email: nobody }),
      as: () => new ApiClient(target.run.siteUrl),
    },
    password: {
      method: 'PUT',
      path: '/api/account/password',
      fields: ['token', 'password'],
      right: () => ({
        token: `${'x'.repeat(22)}.${'x'.repeat(43)}`,
        password: 'la barque du phare',
      }),
      as: () => new ApiClient(target.run.siteUrl),
    },
    signIn: {
      method: 'POST',
      path: '/api/session',
      fields: ['email', 'password'],
      right: () => ({ email: target.voter.email, password: target.voter.password }),
      as: () => new ApiClient(target.run.siteUrl),
    },
    booth: {
      method: 'POST',
      path: '/api/booth/session',
      fields: ['identifier', 'password'],
      right: () => ({ identifier: target.voter.identifier, password: target.voter.password }),
      as: () => target.client,
    },
    reissue: {
      method: 'POST',
      path: '/api/reissues',
      fields: ['phone', 'numen', 'birthDate', 'captcha'],
      right: () => target.form,
      as: () => target.client,
    },
    endSessions: {
      method: 'POST',
      path: '/api/account/end-sessions',
      fields: ['token'],
      right: () => ({ token: `${'v'.repeat(22)}.${'x'.repeat(43)}` }),
      as: () => new ApiClient(target.run.siteUrl),
    },
    cancel: {
      method: 'POST',
      path: `/api/reissues/${nobodys}/cancel`,
      fields: ['token'],
      right: () => ({ token: 'x'.repeat(43) }),
      as: () => new ApiClient(target.run.siteUrl),
    },
  }
}

/** The last tests of a file. */
export function nothingHappened(target: Target): void {
  describe('after all this', () => {
    test('nothing was sent to anyone', async () => {
      const { run, voter, form } = target
      expect(run.handset.texts.filter(({ phone }) => phone === form.phone)).toEqual([])
      const recipients = (await mails(run)).flatMap(({ destination }) => destination.to)
      expect(recipients.filter((address) => [voter.email, nobody].includes(address))).toEqual([])
    })

    test('nothing of what was typed is in the journal, and no function failed', () => {
      const { run, voter, form, linesBefore } = target
      const lines = run.lines.slice(linesBefore)
      const journal = lines.join('\n')
      for (const secret of [
        ...[voter.numen, voter.birthDate, voter.password, voter.email],
        ...[voter.identifier, voter.identifier.replaceAll(' ', ''), form.phone, form.captcha.id],
        ...['__proto__', 'xxxx'],
      ]) {
        expect(journal).not.toContain(secret)
      }
      expect(journal).not.toContain('request.failed')
      expect(lines.filter((line) => !line.startsWith('{"at":'))).toEqual([])
    })
  })
}
