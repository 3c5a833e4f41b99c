import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedTables } from '../adapters/embedded-tables.ts'
import { history, play } from './history.ts'

const histories = 150

let tables: Awaited<ReturnType<typeof startEmbeddedTables>>

beforeAll(async () => {
  tables = await startEmbeddedTables()
}, 60_000)

afterAll(() => tables?.stop())

describe('whatever happens, in whatever order, on the embedded DynamoDB', () => {
  it(
    `all that must hold holds, in ${histories} random histories`,
    async () => {
      let deaths = 0
      await fc.assert(
        fc.asyncProperty(history, async (happenings) => {
          deaths += (await play(tables, tables.phoneUses, happenings)).deaths
        }),
        { numRuns: histories, seed: 2027 },
      )
      expect(deaths).toBeGreaterThan(histories / 10)
    },
    10 * 60_000,
  )
})
