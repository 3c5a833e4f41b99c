import { describe, expect } from 'vitest'
import { boothCodeLimit, pairLimit } from '../../shared/domain/account/sign-in-limits.ts'
import {
  ApiClient,
  expectStatus,
  filledForm,
  type LocalRun,
  opensBooth,
  securityCode,
  signIn,
} from './local-run.ts'
import {
  choosePassword,
  enter,
  expectNeverInTheBooth,
  expectNothingConsumed,
  expectStillTheirs,
  forgetAnswers,
  idOf,
  linkSubject,
  mailed,
  newLink,
  setSubject,
  subjectsTo,
  ThiefClient,
  takeOver,
  thiefsPassword,
} from './mailbox-thief.ts'
import { test } from './shared-run.ts'
import { lengthenKnownWait, lengthenWait } from './waits.ts'

const together = 20

let run: LocalRun
test.beforeAll(({ promptRun }) => {
  run = promptRun
  forgetAnswers()
})

describe('who owns the mailbox of a voter who has a password', () => {
  test('opens no account with a link that was used, replaced, changed, or is for another account', async () => {
    const voter = run.anotherVoter()
    const own = run.anotherVoter()
    const thief = new ThiefClient(run.siteUrl)
    const expired = async (token: string) => {
      const answer = await choosePassword(thief, token, thiefsPassword)
      expect([answer.status, answer.body.code]).toEqual([410, 'link-expired'])
    }
    const ownLink = await newLink(run, new ApiClient(run.siteUrl), own)
    const [, ownToken = ''] = ownLink.split('.')
    const replaced = await newLink(run, thief, voter)
    const [voterId = '', token = ''] = replaced.split('.')
    const used = await newLink(run, thief, voter)
    await expired(replaced)
    await expired(`${voterId}.${ownToken}`)
    await expired(`${idOf(run, own)}.${token}`)
    await expired(`${used.slice(0, -1)}${used.endsWith('A') ? 'B' : 'A'}`)
    await expired(used.split('.')[1] as string)
    await expired(`${used}.${used}`)
    await expired(`${voterId}.${'A'.repeat(43)}`)

    const answers = await Promise.all(
      Array.from({ length: together }, () =>
        choosePassword(new ThiefClient(run.siteUrl), used, thiefsPassword),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      204,
      ...Array<number>(together - 1).fill(410),
    ])
    await expired(used)
    await mailed(run, voter, setSubject)
    expect((await subjectsTo(run, own)).filter((subject) => subject !== linkSubject)).toEqual([])
    await expectStillTheirs(run, voter)
  })

  test('is nobody with forged cookies', async () => {
    const voter = run.anotherVoter()
    const own = run.anotherVoter()
    const stale = (await signIn(run, voter)).cookies.get('__Host-session') as string
    const thief = await takeOver(run, voter)
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
    const form = await filledForm(thief, voter, run.anotherPhone())
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
    await expectNothingConsumed(run, thief)
    await expectStillTheirs(run, voter)
  })

  test('finds no identifier by guessing, with the right password, until tries and codes are refused', async () => {
    const voter = run.anotherVoter()
    const own = run.anotherVoter()
    const thief = await takeOver(run, voter)
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
      idOf(run, voter),
    ]
    const next = () => guesses.shift() ?? 'B5AA AAAA AAAA'
    const tries = { run, signIn: 'booth', email: voter.email } as const
    const refusedAfterFive = async (lengthen: () => Promise<void>, more = async () => ({})) => {
      for (let tried = 0; tried < 5; tried++) {
        const answer = await guess(next(), await more())
        expect([answer.status, answer.body.code]).toEqual([401, 'wrong-credentials'])
      }
      await lengthen()
      return expectStatus(await guess(next(), await more()), 429).body.captcha
    }
    const device = thief.cookies.get('__Host-device')
    expect(await refusedAfterFive(() => lengthenKnownWait(tries, device))).toBeUndefined()

    thief.cookies.delete('__Host-device')
    expect(await refusedAfterFive(() => lengthenWait(tries, pairLimit))).toBe(true)

    const withCode = async () => {
      const { body } = expectStatus(await thief.send('POST', '/api/captchas'), 201)
      return { captcha: { id: body.id, code: securityCode } }
    }
    const lengthen = () => lengthenWait(tries, boothCodeLimit)
    expect(await refusedAfterFive(lengthen, withCode)).toBeUndefined()
    // Not even the right one, now.
    expectStatus(await guess(voter.identifier), 429)
    expect(statuses).not.toContain(204)
    await expectNothingConsumed(run, thief)
    // The voter's browser has tries of its own: the thief has not locked them out.
    await expectStillTheirs(run, voter)
  })

  test('was never in the booth', () => expectNeverInTheBooth(50))
})
