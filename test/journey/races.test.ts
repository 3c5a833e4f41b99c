import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { clientDefaults } from '../../local/engines.ts'
import { variable } from '../../local/run.ts'
import { dynamoCaptchas } from '../../shared/adapters/dynamo-captchas.ts'
import { hashCode } from '../../shared/domain/captcha.ts'
import type { Phone } from '../../shared/domain/phone.ts'
import { hashPhone } from '../../shared/domain/sealed-phone.ts'
import { voterIdOf } from '../../shared/domain/voter.ts'
import {
  type Answer,
  type ApiClient,
  type LocalRun,
  phoneNumber,
  putOnQueue,
  runLocally,
  securityCode,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'

const rounds = 20
const requestsOfOneVoter = 200
const votersOfOnePhone = 50
const limit = 3

let run: LocalRun
let database: DynamoDBDocumentClient
beforeAll(async () => {
  // No SMS leaves by itself during a race: each request stays under way until its message is put again.
  run = await runLocally({
    extraVoters: rounds + votersOfOnePhone + rounds,
    electionChanges: { smsDelaySeconds: 900 },
  })
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: run.engines.dynamodbEndpoint })
  database = DynamoDBDocumentClient.from(client)
})
afterAll(async () => {
  database?.destroy()
  await run?.stop()
})

interface Racer {
  voter: DemoVoter
  client: ApiClient
}

async function signedIn(voters: DemoVoter[]): Promise<Racer[]> {
  return Promise.all(voters.map(async (voter) => ({ voter, client: await signIn(run, voter) })))
}

/**
 * A form ready to be sent. Its security code is kept as `create-captcha` keeps it, but not drawn:
 * thousands of pictures would take longer than the races.
 */
async function formWithFreshCode({ email, numen, birthDate }: DemoVoter, phone: string) {
  const captchaId = randomUUID()
  await dynamoCaptchas(database, variable(run.app, 'CAPTCHAS_TABLE')).keep({
    captchaId,
    voterId: voterIdOf(run.keys, email),
    codeHash: hashCode(run.keys, captchaId, securityCode),
    expiresAt: new Date(Date.now() + 600_000),
  })
  return { phone, numen, birthDate, captcha: { id: captchaId, code: securityCode } }
}

const post = ({ client }: Racer, json: unknown) => client.send('POST', '/api/reissues', { json })

async function sendSms({ client }: Racer, reissueId: string): Promise<void> {
  await putOnQueue(run, 'SMS_QUEUE_URL', { reissueId })
  await stateReached(client, reissueId, 'sent')
}

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

async function phoneUse(phone: string) {
  const { Item } = await database.send(
    new GetCommand({
      TableName: variable(run.app, 'PHONES_TABLE'),
      Key: { phoneHash: hashPhone(run.keys, phone as Phone) },
    }),
  )
  return Item as { voterId: string; reissueCount: number } | undefined
}

test(`${requestsOfOneVoter} requests of one voter at once: one is accepted, and after each SMS never more than ${limit}`, async () => {
  const tally = new Tally()
  const racers = await signedIn(run.voters.slice(20, 20 + rounds))
  let violations = 0
  for (const [round, racer] of racers.entries()) {
    const phone = phoneNumber(round)
    for (let served = 0; served <= limit; served++) {
      const forms = await many(requestsOfOneVoter, () => formWithFreshCode(racer.voter, phone))
      const answers = await Promise.all(forms.map((form) => post(racer, form)))
      tally.add(answers)
      const winners = accepted(answers)
      if (winners.length !== (served < limit ? 1 : 0)) violations++
      for (const { body } of winners) await sendSms(racer, body.id)
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

test(`${votersOfOnePhone} voters at once with one phone: it serves one of them`, async () => {
  const tally = new Tally()
  const others = await signedIn(run.voters.slice(20 + rounds))
  const racers = others.splice(0, votersOfOnePhone)
  let violations = 0
  for (let round = 0; round < rounds; round++) {
    const phone = phoneNumber(1000 + round)
    const forms = await Promise.all(racers.map(({ voter }) => formWithFreshCode(voter, phone)))
    const answers = await Promise.all(racers.map((racer, index) => post(racer, forms[index])))
    tally.add(answers)
    const winners = racers.filter((_, index) => answers[index]?.status === 202)
    const use = await phoneUse(phone)
    const [winner] = winners
    const owned = winner && use?.voterId === voterIdOf(run.keys, winner.voter.email)
    if (winners.length !== 1 || !owned || use?.reissueCount !== 1) violations++
    // Whoever was served makes room for a voter who was not, and another comes first.
    for (const one of winners) racers.splice(racers.indexOf(one), 1, ...others.splice(0, 1))
    racers.push(...racers.splice(0, 7))
  }
  console.log(
    `one phone, ${rounds} × ${votersOfOnePhone} voters:`,
    tally.counts,
    `${violations} violations`,
  )
  expect(violations).toBe(0)
  expect(tally.counts).toEqual({
    accepted: rounds,
    'phone-taken': rounds * (votersOfOnePhone - 1),
  })
}, 120_000)

test(`one security code sent ${requestsOfOneVoter} times at once serves one request, then none`, async () => {
  const [racer] = (await signedIn(run.voters.slice(0, 1))) as [Racer]
  const form = await formWithFreshCode(racer.voter, phoneNumber(2000))
  const first = await many(requestsOfOneVoter, () => post(racer, form))
  const winners = accepted(first)
  expect(winners).toHaveLength(1)
  await sendSms(racer, winners[0]?.body.id)

  // No request is under way any more: it is the code alone that refuses.
  const second = await many(requestsOfOneVoter, () => post(racer, form))
  const tally = new Tally()
  tally.add(second)
  expect(tally.counts).toEqual({ 'captcha-failed': requestsOfOneVoter })
  expect((await spaceOf(racer.client)).reissue.remaining).toBe(limit - 1)
}, 60_000)

test(`one voter with ${requestsOfOneVoter} phones at once takes one of them and leaves the others free`, async () => {
  const [racer] = (await signedIn(run.voters.slice(1, 2))) as [Racer]
  const phone = (index: number) => phoneNumber(3000 + index)
  const forms = await many(requestsOfOneVoter, (index) =>
    formWithFreshCode(racer.voter, phone(index)),
  )
  const answers = await Promise.all(forms.map((form) => post(racer, form)))
  expect(accepted(answers)).toHaveLength(1)
  const uses = await many(requestsOfOneVoter, (index) => phoneUse(phone(index)))
  expect(uses.map((use) => use !== undefined)).toEqual(answers.map(({ status }) => status === 202))
}, 60_000)
