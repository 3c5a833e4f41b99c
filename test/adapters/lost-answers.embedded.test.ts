import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { expect, it } from 'vitest'
import { now } from '../builders/values.ts'
import { aSignedInVoter } from '../builders/voters.ts'
import { openEmbeddedTables } from './embedded-tables.ts'
import { later, requestSteps } from './request-steps.ts'

const tables = await openEmbeddedTables()
let losing = 0

tables.database.middlewareStack.add(
  (next) => async (sent) => {
    const answer = await next(sent)
    if (losing === 0) return answer
    losing--
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
  },
  { step: 'initialize', name: 'lost-answers' },
)

type Writing = () => Promise<unknown>

const transactions: [string, () => Promise<Writing>, first: unknown, second: unknown][] = [
  [
    'an admission',
    async () => {
      const { aClaim } = requestSteps(tables)
      const claim = await aClaim(await aSignedInVoter(tables))
      return async () => (await tables.reissueRequests.admit(claim)).outcome
    },
    'admitted',
    'refused',
  ],
  [
    'an acceptance',
    async () => {
      const { admitted } = requestSteps(tables)
      const claim = await admitted(await aSignedInVoter(tables))
      return async () => (await tables.reissueRequests.accept(claim)).outcome
    },
    'accepted',
    'refused',
  ],
  [
    'the swap of the identifiers',
    async () => {
      const { started, complete } = requestSteps(tables)
      const reissue = await started(await aSignedInVoter(tables))
      return () => complete(reissue)
    },
    'completed',
    'already-over',
  ],
  [
    'a withdrawal',
    async () => {
      const { accepted } = requestSteps(tables)
      const reissue = await accepted(await aSignedInVoter(tables))
      return () => tables.cancellations.withdraw(reissue, later(60))
    },
    'withdrawn',
    'unchanged',
  ],
  [
    'a new password',
    async () => {
      const { voterId } = await aSignedInVoter(tables)
      const newest = { tokenHash: `of ${voterId}`, expiresAt: later(1800) }
      const link = { voterId, newest, requestedAt: now, issuedAt: [now], mailed: true, version: 1 }
      await tables.passwordLinks.replace(undefined, link)
      const choice = { voterId, ...newest, passwordHash: 'new', renews: true, at: later(60) }
      return () => tables.passwords.set(choice)
    },
    'set',
    'link-expired',
  ],
]

it.each(transactions)(
  '%s whose answer is lost is written once, known to be, and asked for anew changes nothing',
  async (_, prepare, first, second) => {
    const write = await prepare()
    losing = 2
    expect(await write()).toEqual(first)
    expect(losing).toBe(0)
    expect(await write()).toEqual(second)
  },
)

it('the embedded engine writes once what comes twice under one token', async () => {
  const { TransactItems, ClientRequestToken } = {
    ClientRequestToken: 'one token',
    TransactItems: [
      {
        Update: {
          TableName: tables.names.attempts,
          Key: { attemptKey: 'counted' },
          UpdateExpression: 'ADD attempts :one',
          ExpressionAttributeValues: { ':one': 1 },
        },
      },
    ],
  }
  for (let time = 0; time < 2; time++) {
    await tables.database.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }))
  }
  const key = { attemptKey: 'counted' }
  expect(await tables.stored('attempts', key)).toEqual({ ...key, attempts: 1 })
})
