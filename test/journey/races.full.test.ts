import { expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { identityLimit } from '../../shared/domain/reissue/identity-limits.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { sized } from '../size.ts'
import { keptCode, phoneUse } from './items.ts'
import { type Answer, type ApiClient, type LocalRun, signIn, spaceOf } from './local-run.ts'
import { sendSms } from './queued-sms.ts'
import { test } from './shared-run.ts'

const rounds = sized(1, 2)
const requestsOfOneVoter = sized(20, 100)
const votersOfOnePhone = sized(10, 30)
const limit = 3

let run: LocalRun
test.beforeAll(({ run: shared }) => {
  run = shared
})

interface Racer {
  voter: DemoVoter
  client: ApiClient
}

async function anotherRacer(): Promise<Racer> {
  const voter = run.anotherVoter()
  return { voter, client: await signIn(run, voter) }
}

async function formWithFreshCode({ email, numen, birthDate }: DemoVoter, phone: string) {
  return { phone, numen, birthDate, captcha: await keptCode(run, voterIdOf(run.keys, email)) }
}

const post = ({ client }: Racer, json: unknown) => client.send('POST', '/api/reissues', { json })

class Tally {
  readonly counts: Record<string, number> = {}

  add(answers: Answer[]): void {
    for (const { status, body } of answers) {
      const outcome = status === 202 ? 'accepted' : body.code
      this.counts[outcome] = (this.counts[outcome] ?? 0) + 1
    }
  }
}

const accepted = (answers: Answer[]) => answers.filter(({ status }) => status === 202)
const many = <Value>(count: number, make: (index: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

test(`${requestsOfOneVoter} requests of one voter at once: one is accepted, and after each SMS never more than ${limit}, ${rounds} times`, async () => {
  const tally = new Tally()
  const racers = await many(rounds, anotherRacer)
  let violations = 0
  for (const racer of racers) {
    const phone = run.anotherPhone()
    for (let served = 0; served <= limit; served++) {
      const forms = await many(requestsOfOneVoter, () => formWithFreshCode(racer.voter, phone))
      const answers = await Promise.all(forms.map((form) => post(racer, form)))
      tally.add(answers)
      const winners = accepted(answers)
      if (winners.length !== (served < limit ? 1 : 0)) violations++
      for (const { body } of winners) await sendSms(run, racer.client, body.id)
    }
    const texts = run.handset.texts.filter((text) => text.phone === phone)
    const { remaining } = (await spaceOf(racer.client)).reissue
    if (texts.length !== limit || remaining !== 0) violations++
  }
  console.log(
    `one voter, ${rounds} × ${limit + 1} × ${requestsOfOneVoter} requests:`,
    tally.counts,
    `${violations} violations`,
  )
  expect(violations).toBe(0)
  expect(tally.counts.accepted).toBe(rounds * limit)
}, 600_000)

test(`${votersOfOnePhone} voters at once with one phone, ${rounds} times: it serves one of them`, async () => {
  const tally = new Tally()
  const racers = await many(votersOfOnePhone, anotherRacer)
  let violations = 0
  for (let round = 0; round < rounds; round++) {
    // Who was refused so often must wait: others take their places.
    if (round > 0 && round % identityLimit.free === 0) {
      racers.splice(0, racers.length, ...(await many(votersOfOnePhone, anotherRacer)))
    }
    const phone = run.anotherPhone()
    const forms = await Promise.all(racers.map(({ voter }) => formWithFreshCode(voter, phone)))
    const answers = await Promise.all(racers.map((racer, index) => post(racer, forms[index])))
    tally.add(answers)
    const winners = racers.filter((_, index) => answers[index]?.status === 202)
    const use = await phoneUse(run, phone)
    const [winner] = winners
    const owned = winner && use?.voterId === voterIdOf(run.keys, winner.voter.email)
    if (winners.length !== 1 || !owned || use?.reissueCount !== 1) violations++
    // Whoever was served makes room for a voter who was not, and another comes first.
    for (const one of winners) racers.splice(racers.indexOf(one), 1, await anotherRacer())
    racers.push(...racers.splice(0, 7))
  }
  console.log(
    `one phone, ${rounds} × ${votersOfOnePhone} voters:`,
    tally.counts,
    `${violations} violations`,
  )
  expect(violations).toBe(0)
  // Whom an engine had no time for was not served either.
  const { accepted: served, 'phone-taken': taken = 0, unavailable = 0, ...others } = tally.counts
  expect(others).toEqual({})
  expect(served).toBe(rounds)
  expect(taken + unavailable).toBe(rounds * (votersOfOnePhone - 1))
})
