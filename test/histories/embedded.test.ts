import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { startEmbeddedTables } from '../adapters/embedded-tables.ts'
import { now } from '../builders/values.ts'
import { sized } from '../size.ts'
import { history } from './happenings.ts'
import { play } from './history.ts'

const histories = sized(8, 40)

/** Longer than any history lasts by its own clock. */
const longestSeconds = 200 * 86_400

let tables: Awaited<ReturnType<typeof startEmbeddedTables>>

beforeAll(async () => {
  tables = await startEmbeddedTables()
}, 60_000)

afterAll(() => tables?.stop())

test(
  `all that must hold holds on the embedded DynamoDB, in ${histories} random histories`,
  async () => {
    let deaths = 0
    let played = 0
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        // All histories share one SMS schedule, so none may begin before another has ended.
        const start = secondsLater(now, longestSeconds * played++)
        // Requests that earlier histories left take places of each day's cap.
        const { deaths: more } = await play(tables, tables.phoneUses, one, start, histories)
        deaths += more
      }),
      { numRuns: histories, seed: 2027 },
    )
    expect(deaths).toBeGreaterThan(histories / 10)
  },
  10 * 60_000,
)
