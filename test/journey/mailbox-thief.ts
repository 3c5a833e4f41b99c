import { expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { phoneUse } from './items.ts'
import {
  type Answer,
  ApiClient,
  type ApiRequest,
  eventually,
  expectStatus,
  identifierIn,
  type LocalRun,
  opensBooth,
  spaceOf,
} from './local-run.ts'
import { type Mail, mails } from './mails.ts'

// The thief reads all the mail of a voter, knows their address, NUMEN and birth date, and has a phone.
// They know neither the password nor the identifier, and hold none of the voter's devices.

export const thiefsPassword = 'le voleur lit tout ce courrier 71'
export const votersPassword = 'quatre hirondelles sur un fil gris'
export const bothLostHours = 24

export const setSubject = 'Votre mot de passe a été remplacé'
export const refusedSubject = "Une demande d'identifiant électeur a été refusée par sécurité"
export const linkSubject = 'Créez un nouveau mot de passe'

/** A browser of the thief's, all of whose answers are kept until the next file. */
export class ThiefClient extends ApiClient {
  static readonly answers: { call: string; status: number }[] = []

  override async send(method: string, path: string, request?: ApiRequest): Promise<Answer> {
    const answer = await super.send(method, path, request)
    ThiefClient.answers.push({ call: `${method} ${path}`, status: answer.status })
    return answer
  }
}

export function forgetAnswers(): void {
  ThiefClient.answers.length = 0
}

/** @param tries how often they tried, at least */
export function expectNeverInTheBooth(tries: number): void {
  const tried = ThiefClient.answers.filter(({ call }) => call.includes('/api/booth'))
  expect(tried.length).toBeGreaterThanOrEqual(tries)
  const inside = tried.filter(
    ({ call, status }) =>
      (call === 'GET /api/booth' && status === 200) ||
      (call === 'POST /api/booth/session' && status === 204),
  )
  expect(inside).toEqual([])
}

export const idOf = (run: LocalRun, { email }: DemoVoter) => voterIdOf(run.keys, email)

export async function mailsOf(run: LocalRun, { email }: DemoVoter): Promise<Mail[]> {
  return (await mails(run)).filter(({ destination }) => destination.to.includes(email))
}

/** What no-break spaces and curly apostrophes make of a text is not what these tests are about. */
const plain = (text: string) => text.replace(/\s/gu, ' ').replaceAll('’', "'")

export async function subjectsTo(run: LocalRun, voter: DemoVoter): Promise<string[]> {
  return (await mailsOf(run, voter)).map(({ subject }) => plain(subject))
}

export function mailed(
  run: LocalRun,
  voter: DemoVoter,
  subject: string,
  times = 1,
): Promise<boolean> {
  return eventually(`${subject} is mailed ${times} times`, async () => {
    const subjects = await subjectsTo(run, voter)
    return subjects.filter((one) => one.startsWith(subject)).length >= times
  })
}

const tokensIn = (all: Mail[]) =>
  all.flatMap(({ body }) => /\/mot-de-passe\/#([\w.-]+)/.exec(body.text ?? '')?.[1] ?? [])

/** Asks for a link and reads it in the voter's mail. */
export async function newLink(run: LocalRun, client: ApiClient, voter: DemoVoter): Promise<string> {
  const { length } = tokensIn(await mailsOf(run, voter))
  const { email } = voter
  expectStatus(await client.send('POST', '/api/account/link', { json: { email } }), 202)
  return eventually('the link is mailed', async () => tokensIn(await mailsOf(run, voter))[length])
}

export const choosePassword = (client: ApiClient, token: string, password: string) =>
  client.send('PUT', '/api/account/password', { json: { token, password } })

/** What owning the mailbox gives: a link, a password, a session. */
export async function takeOver(
  run: LocalRun,
  voter: DemoVoter,
  password = thiefsPassword,
): Promise<ThiefClient> {
  const thief = new ThiefClient(run.siteUrl)
  const token = await newLink(run, thief, voter)
  expectStatus(await choosePassword(thief, token, password), 204)
  expectStatus(await signInAs(thief, voter, password), 204)
  return thief
}

export const signInAs = (client: ApiClient, { email }: DemoVoter, password: string) =>
  client.send('POST', '/api/session', { json: { email, password } })

export const enter = (client: ApiClient, identifier: unknown, password: string, more = {}) =>
  client.send('POST', '/api/booth/session', { json: { identifier, password, ...more } })

export function expectBothFactorsLost(answer: Answer): Date {
  expect([answer.status, answer.body.code]).toEqual([403, 'both-factors-lost'])
  return new Date(answer.body.until)
}

/** The thief asked with these phones and got nothing by it. */
export async function expectNothingConsumed(
  run: LocalRun,
  thief: ApiClient,
  ...asked: string[]
): Promise<void> {
  expect((await spaceOf(thief)).reissue).toMatchObject({ remaining: 3, latest: null })
  for (const phone of asked) {
    expect(await phoneUse(run, phone)).toBeUndefined()
    expect(run.handset.texts.filter((text) => text.phone === phone)).toEqual([])
  }
  expectStatus(await thief.send('GET', '/api/booth'), 401)
}

/** The voter comes back, reads their mail, and votes with what the notice says. */
export async function expectStillTheirs(
  run: LocalRun,
  voter: DemoVoter,
  identifier = voter.identifier,
): Promise<void> {
  const client = new ApiClient(run.siteUrl)
  const token = await newLink(run, client, voter)
  expectStatus(await choosePassword(client, token, votersPassword), 204)
  const known = { ...voter, password: votersPassword }
  expectStatus(await signInAs(client, voter, votersPassword), 204)
  expect(await opensBooth(client, known, identifier)).toBe(true)
  expectStatus(await client.send('GET', '/api/booth'), 200)
}

/** @returns how many mails there were, and how many identifiers had been sent by SMS */
export async function expectNoIdentifierInMails(
  run: LocalRun,
): Promise<{ mails: number; sent: number }> {
  const all = await mails(run)
  const sent = run.handset.texts.map(({ body }) => identifierIn(body))
  const printed = run.voters.map(({ identifier }) => identifier)
  const identifiers = [...printed, ...sent].map((identifier) => identifier.replaceAll(' ', ''))
  for (const mail of all) {
    const letters = JSON.stringify(mail).replace(/[\s-]/gu, '').toUpperCase()
    for (const identifier of identifiers) expect(letters).not.toContain(identifier)
    // The random id in a link may begin as an identifier does.
    const text = `${mail.subject}\n${mail.body.text?.replace(/https?:\S+/g, '')}`
    expect(text).not.toMatch(/\bB5[0-9A-Z]{2}[\s-]?[0-9A-Z]{4}[\s-]?[0-9A-Z]{4}\b/i)
  }
  return { mails: all.length, sent: sent.length }
}
