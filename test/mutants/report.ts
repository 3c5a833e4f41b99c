import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Outcome } from './outcomes.ts'
import type { Mutant } from './sandbox.ts'

const leastKilled = 0.95

/** By file, the mutants that may survive, and why each does no harm. */
type Argued = Record<string, { code: string; becomes: string; why: string }[]>

const list = join(import.meta.dirname, 'survivors.json')

/** Prints what came out; whether it is as it must be. */
export function report(
  files: string[],
  mutants: Mutant[],
  outcomes: Map<string, Outcome>,
  json: string | undefined,
): boolean {
  const is = ({ id }: Mutant) => outcomes.get(id)?.is
  const survivors = mutants.filter((mutant) => is(mutant) === 'survived')
  if (json) {
    const all = mutants.map((mutant) => ({ ...mutant, ...outcomes.get(mutant.id) }))
    writeFileSync(json, JSON.stringify(all, null, 1))
  }
  const argued: Argued = JSON.parse(readFileSync(list, 'utf8'))
  const keyOf = (file: string, one: { code: string; becomes: string }) =>
    JSON.stringify([file, one.code, one.becomes])
  const listed = new Set(
    Object.entries(argued).flatMap(([file, ones]) => ones.map((one) => keyOf(file, one))),
  )
  const found = new Set(survivors.map((one) => keyOf(one.file, one)))
  const unlisted = survivors.filter((one) => !listed.has(keyOf(one.file, one)))
  const stale = files.flatMap((file) =>
    (argued[file] ?? [])
      .filter((one) => !found.has(keyOf(file, one)))
      .map((one) => ({ file, ...one })),
  )
  for (const { file, code, becomes, id } of unlisted) {
    const outcome = outcomes.get(id)
    const never = outcome?.is === 'survived' && !outcome.isReached ? ' (no test comes by)' : ''
    console.log(`survived${never}: ${file}\n  - ${code}\n  + ${becomes}`)
  }
  for (const { file, code, becomes } of stale) {
    console.log(`listed, and no longer a survivor: ${file}\n  - ${code}\n  + ${becomes}`)
  }
  for (const [room, ones] of Map.groupBy(mutants, ({ file }) => dirname(file))) {
    console.log(`${room}: ${figures(ones, outcomes)}`)
  }
  console.log(`in all: ${figures(mutants, outcomes)}`)
  const share = shareKilled(mutants, outcomes)
  return share >= leastKilled && unlisted.length === 0 && stale.length === 0
}

function figures(mutants: Mutant[], outcomes: Map<string, Outcome>): string {
  const count = (state: Outcome['is']) =>
    mutants.filter(({ id }) => outcomes.get(id)?.is === state).length
  const share = (shareKilled(mutants, outcomes) * 100).toFixed(1)
  return `${share} % of ${mutants.length}, ${count('killed')} killed, ${count('timeout')} too long, ${count('survived')} survived, ${count('refused')} refused by the compiler`
}

function shareKilled(mutants: Mutant[], outcomes: Map<string, Outcome>): number {
  const judged = mutants.map(({ id }) => outcomes.get(id)?.is).filter((is) => is !== 'refused')
  const killed = judged.filter((is) => is === 'killed' || is === 'timeout')
  return judged.length === 0 ? 1 : killed.length / judged.length
}
