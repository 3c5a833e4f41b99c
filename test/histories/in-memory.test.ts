import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { sized } from '../size.ts'
import { history } from './happenings.ts'
import { play } from './history.ts'

/** `npm run histories` plays 100,000 with a new seed each time; `HISTORIES_SEED=…` replays one. */
const runs = Number(process.env.HISTORIES ?? '') || sized(300, 10_000)
const seed = Number(process.env.HISTORIES_SEED ?? '') || (process.env.HISTORIES ? Date.now() : 2027)

type Ending = Awaited<ReturnType<typeof play>>

/** Events by the number of histories of which at least one must have them. */
const commonEnds: Record<number, (keyof Ending)[]> = {
  10: ['suspensions', 'refused', 'entered', 'helped', 'registered', 'delayed', 'deaths'],
  25: ['withdrawn'],
  50: ['bounced', 'expired', 'printed'],
  100: ['delivered', 'failed', 'cancelled', 'undone', 'toKnown'],
  200: ['disowned'],
}

test(`all that must hold holds in ${runs} random histories`, {
  timeout: 60 * 60_000,
}, async () => {
  const endings: Ending[] = []
  await fc.assert(
    fc.asyncProperty(history, async (one) => {
      const tables = inMemoryTables()
      const uses = async (phoneHash: string) => tables.look.phoneUses(phoneHash)
      endings.push(await play(tables, uses, one))
    }),
    { numRuns: runs, seed },
  )
  const total = totalOf(endings)
  console.log(`${runs} histories from seed ${seed}: ${JSON.stringify(total)}`)
  for (const [histories, ends] of Object.entries(commonEnds)) {
    for (const end of ends) expect(total[end], end).toBeGreaterThan(runs / Number(histories))
  }
  // At most one history in some 200 has these, so a few hundred may have none.
  expect(total.finished).toBeGreaterThan(runs / 1000 - 1)
  expect(total.beyond).toBeGreaterThan(runs / 200 - 2)
})

function totalOf(endings: readonly Ending[]): Ending {
  const names = Object.keys(endings[0] ?? {}) as (keyof Ending)[]
  const sum = (name: keyof Ending) => endings.reduce((total, ending) => total + ending[name], 0)
  return Object.fromEntries(names.map((name) => [name, sum(name)])) as Ending
}
