import { describe, expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { inFull, sized } from '../size.ts'
import {
  type ApiClient,
  expectStatus,
  filledForm,
  type LocalRun,
  requestReissue,
  spaceOf,
} from './local-run.ts'
import {
  bothLostHours,
  expectBothFactorsLost,
  expectNeverInTheBooth,
  expectNoIdentifierInMails,
  expectNothingConsumed,
  expectStillTheirs,
  forgetAnswers,
  linkSubject,
  mailed,
  refusedSubject,
  setSubject,
  signInAs,
  subjectsTo,
  ThiefClient,
  takeOver,
  thiefsPassword,
} from './mailbox-thief.ts'
import { test } from './shared-run.ts'

let run: LocalRun
test.beforeAll(({ promptRun }) => {
  run = promptRun
  forgetAnswers()
})

describe('who owns the mailbox of a voter who has a password', () => {
  test('sets a password and signs in, but is refused an identifier; nothing is consumed, no SMS leaves, and the voter is told', async () => {
    const voter = run.anotherVoter()
    const began = Date.now()
    const thief = await takeOver(run, voter)
    const { reissue } = await spaceOf(thief)
    expect(reissue).toMatchObject({ remaining: 3, latest: null, open: true })

    const phone = run.anotherPhone()
    const until = expectBothFactorsLost(await requestReissue(thief, voter, phone))
    expect(until.toISOString()).toBe(reissue.bothFactorsLostUntil)
    expect(until.getTime()).toBeGreaterThanOrEqual(began + bothLostHours * 3_600_000)

    await mailed(run, voter, refusedSubject)
    await expectNothingConsumed(run, thief, phone)
    expect((await subjectsTo(run, voter)).toSorted()).toEqual(
      [linkSubject, setSubject, refusedSubject].toSorted(),
    )
    await expectStillTheirs(run, voter)
  })

  test('is refused as often as they ask: with other phones, with wrong answers, after signing out and in, from other browsers', async () => {
    const voter = run.anotherVoter()
    const thief = await takeOver(run, voter)
    const asked = Array.from({ length: 25 }, run.anotherPhone)
    const untils = new Set<number>()
    const ask = async (client: ApiClient, one: DemoVoter, phone: string) =>
      untils.add(expectBothFactorsLost(await requestReissue(client, one, phone)).getTime())
    for (const phone of asked) await ask(thief, voter, phone)
    // Wrong answers get the same: meanwhile nobody can try NUMENs and birth dates either.
    await ask(thief, { ...voter, birthDate: '1999-12-31' }, run.anotherPhone())
    await ask(thief, { ...voter, numen: '01E9999999ZZZ' }, run.anotherPhone())

    expectStatus(await thief.send('DELETE', '/api/session'), 204)
    expectStatus(await thief.send('POST', '/api/captchas'), 401)
    expectStatus(await signInAs(thief, voter, thiefsPassword), 204)
    await ask(thief, voter, run.anotherPhone())

    const other = new ThiefClient(run.siteUrl)
    expectStatus(await signInAs(other, voter, thiefsPassword), 204)
    await ask(other, voter, run.anotherPhone())
    const forms = await Promise.all(asked.map((phone) => filledForm(other, voter, phone)))
    const answers = await Promise.all(
      forms.map((json) => other.send('POST', '/api/reissues', { json })),
    )
    for (const answer of answers) untils.add(expectBothFactorsLost(answer).getTime())

    expect(untils.size).toBe(1)
    await mailed(run, voter, refusedSubject)
    await expectNothingConsumed(run, thief, ...asked)
    await expectStillTheirs(run, voter)
  })

  test('only begins the delay again with a fresh link', async ({ skip }) => {
    inFull(skip)
    const voter = run.anotherVoter()
    const first = await takeOver(run, voter)
    const untilFirst = expectBothFactorsLost(await requestReissue(first, voter, run.anotherPhone()))
    await mailed(run, voter, refusedSubject)
    const again = await takeOver(run, voter, `${thiefsPassword} encore`)
    expectStatus(await first.send('GET', '/api/voter'), 401)
    const untilAgain = expectBothFactorsLost(await requestReissue(again, voter, run.anotherPhone()))
    expect(untilAgain.getTime()).toBeGreaterThan(untilFirst.getTime())
    await mailed(run, voter, setSubject, 2)
    await mailed(run, voter, refusedSubject, 2)
    await expectNothingConsumed(run, again)
    await expectStillTheirs(run, voter)
  })

  test('finds no identifier in any mail', async () => {
    const found = await expectNoIdentifierInMails(run)
    expect(found.mails).toBeGreaterThan(sized(5, 10))
  })

  test('was never in the booth', () => expectNeverInTheBooth(2))
})
