import type { Clock } from '../../shared/domain/instants.ts'
import { inMemoryMailer } from '../fakes/channels.ts'
import { fakeClock, noPause } from '../fakes/clock.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import type { Guard } from '../fakes/interception.ts'
import { usualPorts } from './journey-steps.ts'
import { type BothClocks, keys, now } from './values.ts'
import { election, type SignedInVoter } from './voters.ts'

export type UseCaseRun = [
  outcome: string,
  prepare: () => Promise<() => Promise<{ outcome: string }>>,
]

/** @param act the run itself; `arrange` is its setup */
export const run = <Arranged>(
  outcome: string,
  arrange: () => Promise<Arranged>,
  act: (arranged: Arranged) => Promise<{ outcome: string } | string>,
): UseCaseRun => [
  outcome,
  async () => {
    const arranged = await arrange()
    return async () => {
      const answer = await act(arranged)
      return typeof answer === 'string' ? { outcome: answer } : answer
    }
  },
]

export interface RunTime {
  clockFrom(instant: Date): Clock<BothClocks>
  pause(milliseconds: number): Promise<void>
}

export const noTime: RunTime = { clockFrom: fakeClock, pause: noPause }

export function runPorts(tables: Tables, guard: Guard, { clockFrom, pause }: RunTime) {
  const voting = { ...election, dates: { ...election.dates, voteOpensAt: now } }
  const before = (instant: Date = now) => ({
    ...usualPorts(tables, instant),
    ...{ clock: clockFrom(instant), pause, election: voting },
  })
  const at = (instant: Date = now) => {
    const { takeToken, clock, journal, pause: _pause, keys: _, ...others } = before(instant)
    const { election: _election, ...ports } = others
    const guarded = Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [
        name,
        typeof port === 'object' ? guard(port) : port,
      ]),
    ) as typeof ports
    return { ...guarded, ...guard({ takeToken }), clock, pause, journal, keys, election: voting }
  }
  const mailing = ({ email }: SignedInVoter) => ({ ...at(), mailer: guard(inMemoryMailer(email)) })
  return { tables, guard, before, at, mailing }
}

export type RunPorts = ReturnType<typeof runPorts>
