import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbeddedTables } from '../adapters/embedded-tables.ts'
import { sized } from '../size.ts'
import { history } from './happenings.ts'
import { play } from './history.ts'

const histories = sized(8, 40)

let tables: Awaited<ReturnType<typeof startEmbeddedTables>>

beforeAll(async () => {
  tables = await startEmbeddedTables()
}, 60_000)

afterAll(() => tables?.stop())

test(`all that must hold holds on the embedded DynamoDB, in ${histories} random histories`, async () => {
  let deaths = 0
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      await tables.empty()
      deaths += (await play(tables, tables.phoneUses, one)).deaths
    }),
    { numRuns: histories, seed: 2027 },
  )
  expect(deaths).toBeGreaterThan(histories / 10)
}, 600_000)
