import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { type Ending, history, play } from './history.ts'

const histories = Number(process.env.HISTORIES ?? 50_000)

describe('whatever happens, in whatever order', () => {
  it(
    `all that must hold holds, in ${histories} random histories`,
    async () => {
      const total: Ending = { states: {}, texts: 0, deaths: 0 }
      await fc.assert(
        fc.asyncProperty(history, async (happenings) => {
          const { states, texts, deaths } = await play(inMemoryTables(), happenings)
          total.texts += texts
          total.deaths += deaths
          for (const [state, count] of Object.entries(states)) {
            total.states[state as 'sent'] = (total.states[state as 'sent'] ?? 0) + count
          }
        }),
        { numRuns: histories, seed: 2026 },
      )
      console.log(JSON.stringify(total))
      expect(total.deaths).toBeGreaterThan(histories / 10)
    },
    30 * 60_000,
  )
})
