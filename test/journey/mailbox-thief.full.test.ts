import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { phoneUse } from './items.ts'
import {
  type Answer,
  ApiClient,
  eventually,
  expectStatus,
  identifierIn,
  type LocalRun,
  opensBooth,
  requestReissue,
  runLocally,
  signIn,
  spaceOf,
} from './local-run.ts'
import { type Mail, mails, mailsTo, passwordLinkIn } from './mails.ts'

// The thief reads all the mail of a voter, knows their address, NUMEN and birth date, and has a phone.
// They know neither the password nor the identifier, and hold none of the voter's devices.

const thiefsPassword = 'le voleur lit tout ce courrier 71'
const votersPassword = 'quatre hirondelles sur un fil gris'
const bothLostHours = 24

const refusedSubject = "Une demande d'identifiant électeur a été refusée par sécurité"

// An SMS of theirs would leave within a second.
let run: LocalRun
beforeAll(async () => {
  run = await runLocally()
})
afterAll(() => run?.stop())

/** What no-break spaces and curly apostrophes make of a text is not what these tests are about. */
const plain = ({ subject }: Mail) => subject.replace(/\s/gu, ' ').replaceAll('’', "'")

/** What owning the mailbox gives: a link, a password, a session. */
async function takeOver(voter: DemoVoter, password: string, links = 1): Promise<ApiClient> {
  const client = new ApiClient(run.siteUrl)
  const { email } = voter
  const isLink = (mail: Mail) => plain(mail) === 'Créez un nouveau mot de passe'
  expectStatus(await client.send('POST', '/api/account/link', { json: { email } }), 202)
  const mail = await eventually('the link is mailed', async () =>
    (await mailsTo(run, email, 1)).filter(isLink).at(links - 1),
  )
  const token = passwordLinkIn(mail).split('#')[1]
  const json = { token, password }
  expectStatus(await client.send('PUT', '/api/account/password', { json }), 204)
  return signIn(run, { ...voter, password })
}

function expectBothFactorsLost(answer: Answer): Date {
  expect([answer.status, answer.body.code]).toEqual([403, 'both-factors-lost'])
  return new Date(answer.body.until)
}

/** The thief asked with this phone and got nothing by it. */
async function expectNothingConsumed(thief: ApiClient, phone: string): Promise<void> {
  expect((await spaceOf(thief)).reissue).toMatchObject({ remaining: 3, latest: null })
  expect(await phoneUse(run, phone)).toBeUndefined()
  expect(run.handset.texts.filter((text) => text.phone === phone)).toEqual([])
  expectStatus(await thief.send('GET', '/api/booth'), 401)
}

/** The voter comes back, reads their mail, and votes with what the notice says. */
async function expectStillTheirs(voter: DemoVoter): Promise<void> {
  const client = await takeOver(voter, votersPassword, 2)
  const known = { ...voter, password: votersPassword }
  expect(await opensBooth(client, known, voter.identifier)).toBe(true)
  expectStatus(await client.send('GET', '/api/booth'), 200)
}

/** @returns how often the voter was told that a request was refused, once they were */
const refusalsMailedTo = ({ email }: DemoVoter) =>
  eventually('the refusal is mailed', async () => {
    const subjects = (await mailsTo(run, email, 1)).map(plain)
    return subjects.filter((subject) => subject === refusedSubject).length || undefined
  })

// However often, with whatever answers and at once: functions/request-reissue-both-factors-lost.test.ts.
describe('who owns the mailbox of a voter who has a password', () => {
  test('sets a password and signs in, but is refused an identifier; nothing is consumed, no SMS leaves, and the voter is told', async () => {
    const voter = run.anotherVoter()
    const began = Date.now()
    const thief = await takeOver(voter, thiefsPassword)
    const { reissue } = await spaceOf(thief)
    expect(reissue).toMatchObject({ remaining: 3, latest: null, open: true })

    const phone = run.anotherPhone()
    const until = expectBothFactorsLost(await requestReissue(thief, voter, phone))
    expect(until.toISOString()).toBe(reissue.bothFactorsLostUntil)
    expect(until.getTime()).toBeGreaterThanOrEqual(began + bothLostHours * 3_600_000)

    expect(await refusalsMailedTo(voter)).toBe(1)
    await expectNothingConsumed(thief, phone)
    await expectStillTheirs(voter)
  })

  test('finds no identifier in any mail', async () => {
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
    expect(all.length).toBeGreaterThan(3)
  })
})
