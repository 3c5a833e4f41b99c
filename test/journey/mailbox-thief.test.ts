import { setTimeout as wait } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { clientDefaults } from '../../local/engines.ts'
import { variable } from '../../local/run.ts'
import type { Phone } from '../../shared/domain/phone.ts'
import { hashPhone } from '../../shared/domain/sealed-phone.ts'
import { voterIdOf } from '../../shared/domain/voter.ts'
import { sized } from '../size.ts'
import {
  type Answer,
  ApiClient,
  type ApiRequest,
  eventually,
  expectStatus,
  filledForm,
  identifierIn,
  type LocalRun,
  opensBooth,
  phoneNumber,
  putOnQueue,
  requestAccepted,
  requestReissue,
  runLocally,
  securityCode,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'
import { type Mail, mails } from './mails.ts'

// The thief reads all the mail of a voter, knows their address, NUMEN and birth date, and has a phone.
// They know neither the password nor the identifier, and hold none of the voter's devices.

const thiefsPassword = 'le voleur lit tout ce courrier 71'
const votersPassword = 'quatre hirondelles sur un fil gris'
const bothLostHours = 24
const races = sized(4, 20)

const linkSubject = 'Créez un nouveau mot de passe'
const setSubject = 'Votre mot de passe a été remplacé'
const refusedSubject = "Une demande d'identifiant électeur a été refusée par sécurité"

/** A browser of the thief's, all of whose answers are kept. */
class ThiefClient extends ApiClient {
  static readonly answers: { call: string; status: number }[] = []

  override async send(method: string, path: string, request?: ApiRequest): Promise<Answer> {
    const answer = await super.send(method, path, request)
    ThiefClient.answers.push({ call: `${method} ${path}`, status: answer.status })
    return answer
  }
}

const insideTheBooth = ({ call, status }: { call: string; status: number }) =>
  (call === 'GET /api/booth' && status === 200) ||
  (call === 'POST /api/booth/session' && status === 204)

let run: LocalRun
let database: DynamoDBDocumentClient
const voters = { used: 0 }
let phones = 0

async function begin(options: Parameters<typeof runLocally>[0]): Promise<void> {
  run = await runLocally({ receiptDelayMilliseconds: 100, ...options })
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: run.engines.dynamodbEndpoint })
  database = DynamoDBDocumentClient.from(client)
  voters.used = 0
}

async function end(): Promise<void> {
  database?.destroy()
  await run?.stop()
}

/** Each test has a voter of its own: the links of an hour are counted. */
const anotherVoter = () => run.voters[voters.used++] as DemoVoter
const anotherPhone = () => phoneNumber(++phones)
const idOf = ({ email }: DemoVoter) => voterIdOf(run.keys, email)

async function mailsTo({ email }: DemoVoter): Promise<Mail[]> {
  return (await mails(run)).filter(({ destination }) => destination.to.includes(email))
}

/** What no-break spaces and curly apostrophes make of a text is not what these tests are about. */
const plain = (text: string) => text.replace(/\s/gu, ' ').replaceAll('’', "'")

async function subjectsTo(voter: DemoVoter): Promise<string[]> {
  return (await mailsTo(voter)).map(({ subject }) => plain(subject))
}

function mailed(voter: DemoVoter, subject: string, times = 1): Promise<true | undefined> {
  return eventually(`${subject} is mailed ${times} times`, async () => {
    const subjects = await subjectsTo(voter)
    return subjects.filter((one) => one === subject).length >= times ? true : undefined
  })
}

const tokensIn = (all: Mail[]) =>
  all.flatMap(({ body }) => /\/mot-de-passe\/#([\w.-]+)/.exec(body.text ?? '')?.[1] ?? [])

/** Asks for a link and reads it in the voter's mail. */
async function newLink(client: ApiClient, voter: DemoVoter): Promise<string> {
  const { length } = tokensIn(await mailsTo(voter))
  const { email } = voter
  expectStatus(await client.send('POST', '/api/account/link', { json: { email } }), 202)
  return eventually('the link is mailed', async () => tokensIn(await mailsTo(voter))[length])
}

const choosePassword = (client: ApiClient, token: string, password: string) =>
  client.send('PUT', '/api/account/password', { json: { token, password } })

/** What owning the mailbox gives: a link, a password, a session. */
async function takeOver(voter: DemoVoter, password = thiefsPassword): Promise<ThiefClient> {
  const thief = new ThiefClient(run.siteUrl)
  const token = await newLink(thief, voter)
  expectStatus(await timed(() => choosePassword(thief, token, password)), 204)
  expectStatus(await signInAs(thief, voter, password), 204)
  return thief
}

const signInAs = (client: ApiClient, { email }: DemoVoter, password: string) =>
  client.send('POST', '/api/session', { json: { email, password } })

const enter = (client: ApiClient, identifier: unknown, password: string, more = {}) =>
  client.send('POST', '/api/booth/session', { json: { identifier, password, ...more } })

function expectBothFactorsLost(answer: Answer): Date {
  expect([answer.status, answer.body.code]).toEqual([403, 'both-factors-lost'])
  return new Date(answer.body.until)
}

/** The thief asked with these phones and got nothing by it. */
async function expectNothingConsumed(thief: ApiClient, ...asked: string[]): Promise<void> {
  expect((await spaceOf(thief)).reissue).toMatchObject({ remaining: 3, latest: null })
  for (const phone of asked) {
    const { Item } = await database.send(
      new GetCommand({
        TableName: variable(run.app, 'PHONES_TABLE'),
        Key: { phoneHash: hashPhone(run.keys, phone as Phone) },
      }),
    )
    expect(Item).toBeUndefined()
    expect(run.handset.texts.filter((text) => text.phone === phone)).toEqual([])
  }
  expectStatus(await thief.send('GET', '/api/booth'), 401)
}

/** The voter comes back, reads their mail, and votes with what the notice says. */
async function expectStillTheirs(voter: DemoVoter, identifier = voter.identifier): Promise<void> {
  const client = new ApiClient(run.siteUrl)
  const token = await newLink(client, voter)
  expectStatus(await choosePassword(client, token, votersPassword), 204)
  const known = { ...voter, password: votersPassword }
  expectStatus(await signInAs(client, voter, votersPassword), 204)
  expect(await opensBooth(client, known, identifier)).toBe(true)
  expectStatus(await client.send('GET', '/api/booth'), 200)
}

async function alterVoter(
  voter: DemoVoter,
  UpdateExpression: string,
  values?: Record<string, unknown>,
): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: variable(run.app, 'VOTERS_TABLE'),
      Key: { voterId: idOf(voter) },
      UpdateExpression,
      ConditionExpression: 'attribute_exists(voterId)',
      ...(values && { ExpressionAttributeValues: values }),
    }),
  )
}

/**
 * Sends a request at the moment `race` of those that a new password takes: from before it is asked for
 * until after it is set.
 */
async function atOnce(
  race: number,
  ask: () => Promise<Answer>,
  setPassword: () => Promise<Answer>,
): Promise<Answer> {
  const setting = timed(setPassword)
  await wait((race / (races - 1)) * 1.5 * milliseconds.ofNewPassword)
  const [answer, set] = await Promise.all([ask(), setting])
  expectStatus(set, 204)
  return answer
}

/** What the last one took. */
const milliseconds = { ofNewPassword: 0 }

async function timed(setPassword: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now()
  const answer = await setPassword()
  milliseconds.ofNewPassword = performance.now() - began
  return answer
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

describe('who owns the mailbox of a voter who has a password', () => {
  beforeAll(() => begin({ extraVoters: 2 * races }))
  afterAll(end)

  test('sets a password and signs in, but is refused an identifier; nothing is consumed, no SMS leaves, and the voter is told', async () => {
    const voter = anotherVoter()
    const began = Date.now()
    const thief = await takeOver(voter)
    const { reissue } = await spaceOf(thief)
    expect(reissue).toMatchObject({ remaining: 3, latest: null, open: true })

    const phone = anotherPhone()
    const until = expectBothFactorsLost(await requestReissue(thief, voter, phone))
    expect(until.toISOString()).toBe(reissue.bothFactorsLostUntil)
    expect(until.getTime()).toBeGreaterThanOrEqual(began + bothLostHours * 3_600_000)

    await mailed(voter, refusedSubject)
    await expectNothingConsumed(thief, phone)
    expect((await subjectsTo(voter)).toSorted()).toEqual(
      [linkSubject, setSubject, refusedSubject].toSorted(),
    )
    await expectStillTheirs(voter)
  })

  test('is refused as often as they ask: with other phones, with wrong answers, after signing out and in, from other browsers', async () => {
    const voter = anotherVoter()
    const thief = await takeOver(voter)
    const asked = Array.from({ length: 25 }, anotherPhone)
    const untils = new Set<number>()
    const ask = async (client: ApiClient, one: DemoVoter, phone: string) =>
      untils.add(expectBothFactorsLost(await requestReissue(client, one, phone)).getTime())
    for (const phone of asked) await ask(thief, voter, phone)
    // Wrong answers get the same: meanwhile nobody can try NUMENs and birth dates either.
    await ask(thief, { ...voter, birthDate: '1999-12-31' }, anotherPhone())
    await ask(thief, { ...voter, numen: '01E9999999ZZZ' }, anotherPhone())

    expectStatus(await thief.send('DELETE', '/api/session'), 204)
    expectStatus(await thief.send('POST', '/api/captchas'), 401)
    expectStatus(await signInAs(thief, voter, thiefsPassword), 204)
    await ask(thief, voter, anotherPhone())

    const other = new ThiefClient(run.siteUrl)
    expectStatus(await signInAs(other, voter, thiefsPassword), 204)
    await ask(other, voter, anotherPhone())
    const forms = await Promise.all(asked.map((phone) => filledForm(other, voter, phone)))
    const answers = await Promise.all(
      forms.map((json) => other.send('POST', '/api/reissues', { json })),
    )
    for (const answer of answers) untils.add(expectBothFactorsLost(answer).getTime())

    expect(untils.size).toBe(1)
    await mailed(voter, refusedSubject)
    await expectNothingConsumed(thief, ...asked)
    await expectStillTheirs(voter)
  })

  test('only begins the delay again with a fresh link', async () => {
    const voter = anotherVoter()
    const first = await takeOver(voter)
    const untilFirst = expectBothFactorsLost(await requestReissue(first, voter, anotherPhone()))
    await mailed(voter, refusedSubject)
    const again = await takeOver(voter, `${thiefsPassword} encore`)
    expectStatus(await first.send('GET', '/api/voter'), 401)
    const untilAgain = expectBothFactorsLost(await requestReissue(again, voter, anotherPhone()))
    expect(untilAgain.getTime()).toBeGreaterThan(untilFirst.getTime())
    await mailed(voter, setSubject, 2)
    await mailed(voter, refusedSubject, 2)
    await expectNothingConsumed(again)
    await expectStillTheirs(voter)
  })

  test(`sends a request and a new password at once, ${races} times: no request passes`, async () => {
    let asked = 0
    for (let race = 0; race < races; race++) {
      const voter = anotherVoter()
      const thief = await takeOver(voter)
      const phone = anotherPhone()
      const form = await filledForm(thief, voter, phone)
      const token = await newLink(thief, voter)
      const elsewhere = new ThiefClient(run.siteUrl)
      const answer = await atOnce(
        race,
        () => thief.send('POST', '/api/reissues', { json: form }),
        () => choosePassword(elsewhere, token, `${thiefsPassword} encore`),
      )
      expect(['both-factors-lost', 'unauthenticated']).toContain(answer.body.code)
      if (answer.body.code === 'both-factors-lost') asked++
      expectStatus(await thief.send('GET', '/api/voter'), 401)
      expectStatus(await signInAs(thief, voter, `${thiefsPassword} encore`), 204)
      expectBothFactorsLost(await requestReissue(thief, voter, phone))
      await expectNothingConsumed(thief, phone)
    }
    console.log(`a request and a new password at once: ${asked} of ${races} met the delay first`)
  }, 120_000)

  test(`gets nothing more from a session opened before the new password, ${races} times at once: it asks before, or not at all`, async () => {
    let before = 0
    for (let race = 0; race < races; race++) {
      const voter = anotherVoter()
      const { cookies } = await signIn(run, voter)
      const stolen = new ThiefClient(run.siteUrl)
      for (const [name, value] of cookies) stolen.cookies.set(name, value)
      const form = await filledForm(stolen, voter, anotherPhone())
      const elsewhere = new ThiefClient(run.siteUrl)
      const token = await newLink(elsewhere, voter)
      const answer = await atOnce(
        race,
        () => stolen.send('POST', '/api/reissues', { json: form }),
        () => choosePassword(elsewhere, token, thiefsPassword),
      )
      expect([202, 401]).toContain(answer.status)
      if (answer.status === 202) before++
      // From then on it is dead, however often it asks.
      for (const call of ['POST /api/reissues', 'POST /api/captchas', 'GET /api/voter']) {
        const [method, path] = call.split(' ') as [string, string]
        const request = method === 'POST' ? { json: form } : {}
        expectStatus(await stolen.send(method, path, request), 401)
      }
      expectStatus(await signInAs(elsewhere, voter, thiefsPassword), 204)
      const { remaining } = (await spaceOf(elsewhere)).reissue
      expect(remaining).toBe(answer.status === 202 ? 2 : 3)
    }
    console.log(`a stolen session against a new password: ${before} of ${races} asked before it`)
  }, 120_000)

  test('opens no account with a link that was used, replaced, changed, or is for another account', async () => {
    const voter = anotherVoter()
    const own = anotherVoter()
    const thief = new ThiefClient(run.siteUrl)
    const expired = async (token: string) => {
      const answer = await choosePassword(thief, token, thiefsPassword)
      expect([answer.status, answer.body.code]).toEqual([410, 'link-expired'])
    }
    const ownLink = await newLink(new ApiClient(run.siteUrl), own)
    const [, ownToken = ''] = ownLink.split('.')
    const replaced = await newLink(thief, voter)
    const [voterId = '', token = ''] = replaced.split('.')
    const used = await newLink(thief, voter)
    await expired(replaced)
    await expired(`${voterId}.${ownToken}`)
    await expired(`${idOf(own)}.${token}`)
    await expired(`${used.slice(0, -1)}${used.endsWith('A') ? 'B' : 'A'}`)
    await expired(used.split('.')[1] as string)
    await expired(`${used}.${used}`)
    await expired(`${voterId}.${'A'.repeat(43)}`)

    const together = await Promise.all(
      Array.from({ length: races }, () =>
        choosePassword(new ThiefClient(run.siteUrl), used, thiefsPassword),
      ),
    )
    expect(together.map(({ status }) => status).toSorted()).toEqual([
      204,
      ...Array<number>(races - 1).fill(410),
    ])
    await expired(used)
    await mailed(voter, setSubject)
    expect((await subjectsTo(own)).filter((subject) => subject !== linkSubject)).toEqual([])
    await expectStillTheirs(voter)
  })

  test('is nobody with forged cookies', async () => {
    const voter = anotherVoter()
    const own = anotherVoter()
    const stale = (await signIn(run, voter)).cookies.get('__Host-session') as string
    const thief = await takeOver(voter)
    const session = thief.cookies.get('__Host-session') as string
    const ownClient = await signIn(run, own)
    expect(await opensBooth(ownClient, own, own.identifier)).toBe(true)
    const ownSession = ownClient.cookies.get('__Host-session') as string
    const ownBooth = ownClient.cookies.get('__Host-booth') as string

    const [voterId, epoch, secret] = session.split('.')
    const [ownId, ownEpoch, ownSecret] = ownSession.split('.')
    const [, , ownBoothSecret] = ownBooth.split('.')
    const [, staleEpoch, staleSecret] = stale.split('.')
    const later = Number(epoch) + 1
    const forged = [
      stale,
      `${voterId}.${epoch}.${staleSecret}`,
      `${voterId}.${later}.${secret}`,
      `${voterId}.${staleEpoch}.${secret}`,
      `${voterId}.0${epoch}.${secret}`,
      `${voterId}.${epoch}.${ownSecret}`,
      `${voterId}.${ownEpoch}.${ownSecret}`,
      `${voterId}.${epoch}.${ownBoothSecret}`,
      `${ownId}.${epoch}.${secret}`,
      `${voterId}.${epoch}.${'A'.repeat(43)}`,
      `${voterId}..${secret}`,
      ownBooth,
    ]
    const form = await filledForm(thief, voter, anotherPhone())
    for (const cookie of forged) {
      const forger = new ThiefClient(run.siteUrl)
      forger.cookies.set('__Host-session', cookie)
      forger.cookies.set('__Host-booth', cookie)
      expectStatus(await forger.send('GET', '/api/voter'), 401)
      expectStatus(await forger.send('POST', '/api/captchas'), 401)
      expectStatus(await forger.send('POST', '/api/reissues', { json: form }), 401)
      expectStatus(await enter(forger, voter.identifier, thiefsPassword), 401)
      expectStatus(await forger.send('GET', '/api/booth'), 401)
    }
    for (const booth of [session, ownBooth, ...forged]) {
      for (const name of [voterId, ownId]) {
        thief.cookies.set('__Host-booth', booth.replace(/^[^.]*/, name as string))
        expectStatus(await thief.send('GET', '/api/booth'), 401)
      }
    }
    await expectNothingConsumed(thief)
    await expectStillTheirs(voter)
  })

  test('finds no identifier by guessing, with the right password, until tries and codes are refused', async () => {
    const voter = anotherVoter()
    const own = anotherVoter()
    const thief = await takeOver(voter)
    const statuses: number[] = []
    const guess = async (identifier: unknown, more = {}) => {
      const answer = await enter(thief, identifier, thiefsPassword, more)
      statuses.push(answer.status)
      return answer
    }
    const notEvenRead = [undefined, null, '', '   ', 0, 5, true, {}, [], [voter.identifier]]
    for (const identifier of [...notEvenRead, 'B'.repeat(65), { $ne: '' }]) {
      expect((await guess(identifier)).body.code).toBe('invalid-input')
    }

    const guesses = [
      own.identifier,
      own.identifier.toLowerCase(),
      voter.identifier.slice(0, -1),
      `${voter.identifier}0`,
      voter.numen,
      voter.email,
      'B5',
      'B500 0000 0000',
      '*',
      "' OR '1'='1",
      '\u0000',
      '١٢٣٤٥٦٧٨٩٠١٢',
      'undefined',
      'null',
      '[object Object]',
      idOf(voter),
    ]
    const next = () => guesses.shift() ?? 'B5AA AAAA AAAA'
    const tryUntilRefused = async (more?: () => Promise<object>) => {
      for (let tries = 0; ; tries++) {
        const answer = await guess(next(), more ? await more() : {})
        if (answer.status === 429) return { tries, answer }
        expect([answer.status, answer.body.code]).toEqual([401, 'wrong-credentials'])
        expect(tries).toBeLessThan(20)
      }
    }
    const known = await tryUntilRefused()
    expect([known.tries, known.answer.body.captcha]).toEqual([5, undefined])

    thief.cookies.delete('__Host-device')
    const unknown = await tryUntilRefused()
    expect([unknown.tries, unknown.answer.body.captcha]).toEqual([5, true])

    const withCode = await tryUntilRefused(async () => {
      const { body } = expectStatus(await thief.send('POST', '/api/captchas'), 201)
      return { captcha: { id: body.id, code: securityCode } }
    })
    expect([withCode.tries, withCode.answer.body.captcha]).toEqual([5, undefined])
    // Not even the right one, now.
    expectStatus(await guess(voter.identifier), 429)
    expect(statuses).not.toContain(204)
    await expectNothingConsumed(thief)
    // The voter's browser has tries of its own: the thief has not locked them out.
    await expectStillTheirs(voter)
  })

  test('finds no identifier in any mail', async () => {
    const all = await mails(run)
    expect(all.length).toBeGreaterThan(50)
    const sent = run.handset.texts.map(({ body }) => identifierIn(body))
    expect(sent.length).toBeGreaterThan(0)
    const printed = run.voters.map(({ identifier }) => identifier)
    const identifiers = [...printed, ...sent].map((identifier) => identifier.replaceAll(' ', ''))
    for (const mail of all) {
      const letters = JSON.stringify(mail).replace(/[\s-]/gu, '').toUpperCase()
      for (const identifier of identifiers) expect(letters).not.toContain(identifier)
      // The random id in a link may begin as an identifier does.
      const text = `${mail.subject}\n${mail.body.text?.replace(/https?:\S+/g, '')}`
      expect(text).not.toMatch(/\bB5[0-9A-Z]{2}[\s-]?[0-9A-Z]{4}[\s-]?[0-9A-Z]{4}\b/i)
    }
  })

  test('was never in the booth', () => {
    const tried = ThiefClient.answers.filter(({ call }) => call.includes('/api/booth'))
    expect(tried.length).toBeGreaterThan(50)
    expect(tried.filter(insideTheBooth)).toEqual([])
  })
})

describe("who owns the mailbox while the voter's own request is under way", () => {
  beforeAll(() => begin({ electionChanges: { smsDelaySeconds: 900 } }))
  afterAll(end)

  async function cancelLinkOf(voter: DemoVoter): Promise<{ path: string; token: string }> {
    const [reissueId, token = ''] = await eventually('the confirmation is mailed', async () => {
      const texts = (await mailsTo(voter)).map(({ body }) => body.text ?? '')
      return /\/annuler\/#([\w.-]+)/.exec(texts.join('\n'))?.[1]?.split('.')
    })
    return { path: `/api/reissues/${reissueId}/cancel`, token }
  }

  test('cancels it through the mailed link, sets a password, and is refused an identifier all the same', async () => {
    const voter = anotherVoter()
    const client = await signIn(run, voter)
    const [votersPhone, thiefsPhone] = [anotherPhone(), anotherPhone()]
    const reissueId = await requestAccepted(client, voter, votersPhone)
    const { path, token } = await cancelLinkOf(voter)
    const thief = new ThiefClient(run.siteUrl)
    const cancel = (json: { token: string }, at = path) => thief.send('POST', at, { json })

    // Only the mailed link, and only for its request.
    expectStatus(
      await cancel({ token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` }),
      404,
    )
    expectStatus(await cancel({ token: reissueId }), 404)
    expectStatus(await cancel({ token }, '/api/reissues/another/cancel'), 404)
    expect((await spaceOf(client)).reissue.latest.state).toBe('accepted')

    expectStatus(await cancel({ token }), 204)
    expectStatus(await cancel({ token }), 404)
    expectStatus(await client.send('GET', '/api/voter'), 401)

    const thiefInside = await takeOver(voter)
    const { reissue } = await spaceOf(thiefInside)
    expect(reissue).toMatchObject({ remaining: 3, passwordChangeRequired: false })
    expectBothFactorsLost(await requestReissue(thiefInside, voter, thiefsPhone))

    // The message of the cancelled request comes, and finds nothing to send.
    await putOnQueue(run, 'SMS_QUEUE_URL', { reissueId })
    await mailed(voter, "Votre demande d'un nouvel identifiant électeur est annulée")
    await mailed(voter, setSubject)
    await mailed(voter, refusedSubject)
    expect((await spaceOf(thiefInside)).reissue).toMatchObject({
      remaining: 3,
      latest: { id: reissueId, state: 'cancelled' },
    })
    expect(run.handset.texts).toEqual([])
    expectStatus(await thiefInside.send('GET', '/api/booth'), 401)
    await expectStillTheirs(voter)
  })

  test("sets a password and lets it go on: the SMS goes to the voter's phone, and the thief is still refused one", async () => {
    const voter = anotherVoter()
    const [votersPhone, thiefsPhone] = [anotherPhone(), anotherPhone()]
    const reissueId = await requestAccepted(await signIn(run, voter), voter, votersPhone)
    const thief = await takeOver(voter)
    const pending = await requestReissue(thief, voter, thiefsPhone)
    expect([pending.status, pending.body.code]).toEqual([409, 'already-pending'])
    expect(pending.text).not.toContain(votersPhone.slice(-8))
    await putOnQueue(run, 'SMS_QUEUE_URL', { reissueId })
    await stateReached(thief, reissueId, 'delivered')
    expectBothFactorsLost(await requestReissue(thief, voter, thiefsPhone))
    expectStatus(await enter(thief, voter.identifier, thiefsPassword), 401)

    expect(run.handset.texts.map(({ phone }) => phone)).toEqual([votersPhone])
    expect((await spaceOf(thief)).reissue.remaining).toBe(2)
    expectStatus(await thief.send('GET', '/api/booth'), 401)
    await expectStillTheirs(voter, identifierIn(run.handset.texts[0]?.body ?? ''))
  })

  test('was never in the booth', () => {
    expect(ThiefClient.answers.filter(insideTheBooth)).toEqual([])
  })
})

describe('what remains to who has the mailbox, the NUMEN and the birth date', () => {
  beforeAll(() => begin({}))
  afterAll(end)

  /** Asks, reads the SMS and enters the espace de vote. */
  async function takeTheVote(thief: ThiefClient, voter: DemoVoter): Promise<void> {
    const phone = anotherPhone()
    await requestAccepted(thief, voter, phone)
    const sms = await eventually('the SMS comes', () =>
      run.handset.texts.find((text) => text.phone === phone),
    )
    expectStatus(await enter(thief, identifierIn(sms.body), thiefsPassword), 204)
    expectStatus(await thief.send('GET', '/api/booth'), 200)
    await mailed(voter, "Votre demande d'un nouvel identifiant électeur")
    await mailed(voter, 'Votre nouvel identifiant électeur a été envoyé par SMS')
  }

  test(`is the vote, ${bothLostHours} hours after they replaced the password, if the mails of it alarmed nobody; not a minute sooner`, async () => {
    const voter = anotherVoter()
    const thief = await takeOver(voter)
    await mailed(voter, setSubject)
    const renewed = (at: Date) =>
      alterVoter(voter, 'SET passwordRenewedAt = :at', { ':at': at.toISOString() })

    const almost = hoursAgo(bothLostHours - 1 / 60)
    await renewed(almost)
    const until = expectBothFactorsLost(await requestReissue(thief, voter, anotherPhone()))
    expect(until.getTime()).toBe(almost.getTime() + bothLostHours * 3_600_000)
    await expectNothingConsumed(thief)

    await renewed(hoursAgo(bothLostHours))
    expect((await spaceOf(thief)).reissue.bothFactorsLostUntil).toBeNull()
    await takeTheVote(thief, voter)
  })

  test('is the vote at once when the account never had a password: a first connection is no lost factor', async () => {
    const voter = anotherVoter()
    await alterVoter(voter, 'REMOVE passwordHash')
    const thief = await takeOver(voter)
    expect((await spaceOf(thief)).reissue.bothFactorsLostUntil).toBeNull()
    await takeTheVote(thief, voter)
    await mailed(voter, 'Créez votre mot de passe')
    await mailed(voter, 'Votre mot de passe a été créé')
  })

  test('is no first connection once more: a second link to the same account begins the delay', async () => {
    const voter = anotherVoter()
    await alterVoter(voter, 'REMOVE passwordHash')
    expectStatus(
      await choosePassword(
        new ApiClient(run.siteUrl),
        await newLink(new ApiClient(run.siteUrl), voter),
        votersPassword,
      ),
      204,
    )
    const thief = await takeOver(voter)
    const phone = anotherPhone()
    expectBothFactorsLost(await requestReissue(thief, voter, phone))
    await expectNothingConsumed(thief, phone)
  })
})
