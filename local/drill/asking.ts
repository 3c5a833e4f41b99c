import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoCaptchas } from '../../shared/adapters/account/dynamo-captchas.ts'
import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import type { ProblemDocument } from '../../shared/contract/problem-document.ts'
import type { Reissue } from '../../shared/contract/reissue.ts'
import type { AnswerOf, BodyOf, RouteName } from '../../shared/contract/routes.ts'
import { hashCode } from '../../shared/domain/account/captcha.ts'
import { sealCookie } from '../../shared/domain/account/cookie-seal.ts'
import { newSpaceSession } from '../../shared/domain/account/session.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import type { DemoVoter } from '../demo.ts'
import { type Local, variable } from '../run.ts'
import type { Chance } from './chance.ts'

/** A voter who asks, with a phone that no other has. */
export interface Asker {
  voterId: string
  voter: DemoVoter
  phone: string
}

export interface Asked extends Asker {
  /** The request that was accepted, as the answer showed it. */
  reissue?: Reissue
  /** Why there is none: the code of the last answer. */
  refusal?: string
  tries: number
}

export const securityCode = '9456'
const mostTries = 15

export function askersOf({ voters, keys }: Pick<Local, 'voters' | 'keys'>): Asker[] {
  return voters.map((voter, index) => ({
    voter,
    voterId: voterIdOf(keys, voter.email),
    phone: `+336${10_000_000 + index * 7}`,
  }))
}

/**
 * Each voter asks once, `width` side by side, and asks again as the page lets them: after a failure it
 * first looks whether the request is there.
 */
export async function askAll(
  run: Pick<Local, 'siteUrl' | 'app' | 'keys' | 'cookieKey'>,
  database: DynamoDBDocumentClient,
  askers: readonly Asker[],
  options: { width: number; chance: Chance; asked: (asked: Asked) => void; ending: AbortSignal },
): Promise<void> {
  const waiting = askers.values()
  async function askInTurn(): Promise<void> {
    for (const asker of waiting) {
      if (options.ending.aborted) return
      options.asked(await ask(run, database, asker, options.chance))
    }
  }
  await Promise.all(Array.from({ length: options.width }, askInTurn))
}

async function ask(
  run: Pick<Local, 'siteUrl' | 'app' | 'keys' | 'cookieKey'>,
  database: DynamoDBDocumentClient,
  asker: Asker,
  chance: Chance,
): Promise<Asked> {
  const call = await signedIn(run, database, asker)
  let refusal = 'unavailable'
  for (let tries = 1; tries <= mostTries; tries++) {
    const answer = await call('POST /api/reissues', await form(run, database, asker))
    if (answer.ok) return { ...asker, reissue: answer.body, tries }
    const { status, body } = answer
    if (body.reissue) return { ...asker, reissue: body.reissue, tries }
    refusal = body.code ?? String(status)
    // A lost answer may have used the security code up: the page shows another.
    if (refusal === 'captcha-failed') continue
    if (status < 500) return { ...asker, refusal, tries }
    await sleep(chance.between(100, 700))
    const there = await latestRequest(call)
    if (there) return { ...asker, reissue: there, tries }
  }
  return { ...asker, refusal, tries: mostTries }
}

type Answer<Name extends RouteName> =
  | { ok: true; status: number; body: AnswerOf<Name> }
  /** What fails before the API answers in other words. */
  | { ok: false; status: number; body: Partial<ProblemDocument> }

type Call = <Name extends RouteName>(route: Name, body?: BodyOf<Name>) => Promise<Answer<Name>>

/** A session as signing in opens it, without the argon2id that makes a password slow to guess. */
async function signedIn(
  { siteUrl, app, cookieKey }: Pick<Local, 'siteUrl' | 'app' | 'cookieKey'>,
  database: DynamoDBDocumentClient,
  { voterId }: Asker,
): Promise<Call> {
  const { cookie, session } = newSpaceSession({ voterId, sessionEpoch: 0 }, new Date())
  await dynamoSessions(database, variable(app, 'SESSIONS_TABLE')).open(session)
  const sent = sealCookie(cookieKey, '__Host-session', cookie)
  return async <Name extends RouteName>(route: Name, json?: BodyOf<Name>) => {
    const [method = '', path = ''] = route.split(' ')
    const response = await fetch(`${siteUrl}${path}`, {
      method,
      headers: { cookie: `__Host-session=${sent}`, 'content-type': 'application/json' },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    })
    const { ok, status } = response
    return { ok, status, body: await response.json() } as Answer<Name>
  }
}

/** A form whose security code is kept as `create-captcha` keeps it, but not drawn: that takes longer. */
async function form(
  { app, keys }: Pick<Local, 'app' | 'keys'>,
  database: DynamoDBDocumentClient,
  { voter, voterId, phone }: Asker,
): Promise<BodyOf<'POST /api/reissues'>> {
  const captchaId = randomUUID()
  await dynamoCaptchas(database, variable(app, 'CAPTCHAS_TABLE')).keep({
    captchaId,
    voterId,
    codeHash: hashCode(keys, captchaId, securityCode),
    expiresAt: new Date(Date.now() + 600_000),
  })
  const { numen, birthDate } = voter
  return { phone, numen, birthDate, captcha: { id: captchaId, code: securityCode } }
}

async function latestRequest(call: Call): Promise<Reissue | undefined> {
  for (let looks = 0; looks < mostTries; looks++) {
    const answer = await call('GET /api/voter')
    if (answer.ok) return answer.body.reissue.latest ?? undefined
    await sleep(200)
  }
  return undefined
}
