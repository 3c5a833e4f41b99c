import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { wrongIdentity } from '../builders/asking-voter.ts'
import { keys, now } from '../builders/values.ts'
import { aForm, aSignedInVoter, election } from '../builders/voters.ts'
import { inMemoryJournal, inMemoryNews, inMemoryQueue } from '../fakes/channels.ts'
import { noPause } from '../fakes/clock.ts'
import { startEmbeddedTables } from './embedded-tables.ts'

let tables: Awaited<ReturnType<typeof startEmbeddedTables>>
let units = 0

/** No item here has more than a kilobyte: one unit a write, two in a transaction, whether it succeeds or not. */
function unitsOf(command: string | undefined, input: object): number {
  if (command === 'TransactWriteItemsCommand') {
    return 2 * ((input as TransactWriteItemsCommandInput).TransactItems?.length ?? 0)
  }
  return /^(Update|Put|Delete)Item/.test(command ?? '') ? 1 : 0
}

beforeAll(async () => {
  tables = await startEmbeddedTables()
  tables.database.middlewareStack.add(
    (next, context) => (sent) => {
      units += unitsOf(context.commandName, sent.input)
      return next(sent)
    },
    { step: 'initialize', priority: 'low', name: 'write-units' },
  )
}, 60_000)

beforeEach(() => tables.empty())
afterAll(() => tables?.stop())

async function unitsOfRequest(
  spoil: (asked: {
    voter: Awaited<ReturnType<typeof aSignedInVoter>>
    form: Awaited<ReturnType<typeof aForm>>
  }) => object,
): Promise<{ outcome: string; units: number }> {
  const voter = await aSignedInVoter(tables)
  const form = await aForm(tables, voter)
  units = 0
  const { outcome } = await requestReissue(
    {
      ...tables,
      keys,
      election,
      clock: () => now,
      pause: noPause,
      queues: [inMemoryQueue(), inMemoryQueue()],
      accountNews: inMemoryNews(),
      journal: inMemoryJournal().journal,
    },
    { session: voter.session, form, ...spoil({ voter, form }) },
  )
  return { outcome, units }
}

const unitsOfMadeUpCookie = () =>
  unitsOfRequest(({ voter }) => ({
    session: { ...voter.session, tokenHash: 'of a made-up cookie' },
  }))

describe('the write units of a request', () => {
  it('with a made-up cookie are those of the admission that refuses it, and of a slot that goes back', async () => {
    const madeUp = await unitsOfMadeUpCookie()
    expect(madeUp).toEqual({ outcome: 'unauthenticated', units: 8 + 2 })
  })

  it('with a code that was never shown are the same, and one more where others came before', async () => {
    await unitsOfMadeUpCookie()
    const unshown = await unitsOfRequest(({ form }) => ({
      form: { ...form, captcha: { id: 'no such picture', code: '9456' } },
    }))
    expect(unshown).toEqual({ outcome: 'captcha-failed', units: 8 + 3 })
  })

  it('with a wrong identity, which costs its sender a code and an attempt, are those of two decisions and a slot', async () => {
    const wrong = await unitsOfRequest(({ form }) => ({ form: { ...form, ...wrongIdentity } }))
    expect(wrong.outcome).toBe('identity-mismatch')
    expect(wrong.units).toBeLessThanOrEqual(8 + 12 + 5)
  })
})
