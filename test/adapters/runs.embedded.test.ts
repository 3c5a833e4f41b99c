import { beforeEach, describe, expect, it } from 'vitest'
import { useCaseRuns } from '../builders/use-case-runs.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

const tables = await openEmbeddedTables()
const runs = Object.entries(useCaseRuns(tables))
let answered: Set<string> | undefined
let lost = 0

tables.database.middlewareStack.add(
  (next) => async (sent) => {
    const answer = await next(sent)
    const { ClientRequestToken: token } = sent.input as { ClientRequestToken?: string }
    if (!token || !answered || answered.has(token)) return answer
    answered.add(token)
    lost++
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
  },
  { step: 'initialize', name: 'lost-answers' },
)

beforeEach(async () => {
  answered = undefined
  await tables.empty()
})

describe.each([
  ['as in memory', false],
  ['as in memory, though the first answer of each transaction is lost', true],
])('on the embedded DynamoDB, %s:', (_, isLost) => {
  it.each(runs)('%s ends', async (_, [outcome, prepare]) => {
    const run = await prepare()
    if (isLost) answered = new Set()
    expect(await run()).toMatchObject({ outcome })
  })
})

it('answers were lost indeed', () => expect(lost).toBeGreaterThan(9))
