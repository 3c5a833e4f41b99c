import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import {
  type Answer,
  expectStatus,
  filledForm,
  type LocalRun,
  requestReissue,
  signIn,
  spaceOf,
} from './local-run.ts'
import {
  choosePassword,
  expectBothFactorsLost,
  expectNeverInTheBooth,
  expectNothingConsumed,
  forgetAnswers,
  newLink,
  signInAs,
  ThiefClient,
  takeOver,
  thiefsPassword,
} from './mailbox-thief.ts'
import { test } from './shared-run.ts'

const races = 20

let run: LocalRun
test.beforeAll(({ promptRun }) => {
  run = promptRun
  forgetAnswers()
})

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

describe('who owns the mailbox of a voter who has a password', () => {
  test(`sends a request and a new password at once, ${races} times: no request passes`, async () => {
    let asked = 0
    for (let race = 0; race < races; race++) {
      const voter = run.anotherVoter()
      const thief = await takeOver(run, voter)
      const phone = run.anotherPhone()
      const form = await filledForm(thief, voter, phone)
      const token = await newLink(run, thief, voter)
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
      await expectNothingConsumed(run, thief, phone)
    }
    console.log(`a request and a new password at once: ${asked} of ${races} met the delay first`)
  })

  test(`gets nothing more from a session opened before the new password, ${races} times at once: it asks before, or not at all`, async () => {
    let before = 0
    for (let race = 0; race < races; race++) {
      const voter = run.anotherVoter()
      const { cookies } = await signIn(run, voter)
      const stolen = new ThiefClient(run.siteUrl)
      for (const [name, value] of cookies) stolen.cookies.set(name, value)
      const form = await filledForm(stolen, voter, run.anotherPhone())
      const elsewhere = new ThiefClient(run.siteUrl)
      const token = await newLink(run, elsewhere, voter)
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
  })

  test('was never in the booth', () => expectNeverInTheBooth(races))
})
