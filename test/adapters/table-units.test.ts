import { expect, it } from 'vitest'
import { loads } from '../builders/busiest-minute.ts'
import { pacedCalls } from '../builders/paced-calls.ts'
import { useCaseRuns } from '../builders/use-case-runs.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { callCounter } from './call-counter.ts'

const counter = callCounter()
const runs = useCaseRuns(inMemoryTables().through(counter.around))
const counted = { ...loads, ...pacedCalls }

const others = [
  ['signInKnown', 3, 4],
  ['wrongSignInKnown', 2, 2],
  ['wrongSignInWithCode', 4, 8],
  ['wrongSignInAgain', 3, 6],
  ['boothEnteredKnown', 3, 5],
  ['boothEnteredWithCode', 5, 14],
  ['boothEnteredLater', 4, 10],
  ['spaceShownMeanwhile', 2, 5],
] as const

async function countedOf(name: keyof typeof runs) {
  const [outcome, prepare] = runs[name]
  const run = await prepare()
  counter.begin()
  expect(await run()).toMatchObject({ outcome })
  return counter.counted()
}

it.each(Object.entries(counted))(
  'DynamoDB counts as many units and round trips as planned for %s',
  async (name, { writes, reads, roundTrips }) => {
    expect(await countedOf(name as keyof typeof counted)).toEqual({ writes, reads, roundTrips })
  },
)

it.each(others)('the round trips of %s are %i, of %i calls', async (name, sequence, calls) => {
  expect((await countedOf(name)).roundTrips).toEqual({ sequence, calls })
})
