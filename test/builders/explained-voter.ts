import { explainVoter } from '../../shared/domain/staff/explain-voter.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { type BothClocks, clocksAt, minutes } from './values.ts'
import { aVoterWorld } from './voter-world.ts'
import { election } from './voters.ts'

interface Situation {
  at?: BothClocks
  changes?: Partial<Voter>
  setting?: Partial<typeof election>
  isSuspended?: boolean
}

export async function anExplainedVoter() {
  const world = await aVoterWorld()
  const { tables, voter } = world

  function explained({ at = minutes(30), changes, setting, ...situation }: Situation = {}) {
    const found = { ...tables.look.voter(voter.voterId), ...changes }
    const { isSuspended = false } = situation
    const ports = { ...tables, ...clocksAt(at), isSuspended, election: { ...election, ...setting } }
    return explainVoter(ports, found)
  }

  async function read(situation: Situation = {}): Promise<string> {
    const { requestSections, voterSections } = await explained(situation)
    const sections = [...requestSections, ...voterSections]
    const lines = sections.flatMap((one) => [one.heading, ...one.lines])
    return lines.join('\n').replaceAll('\u00a0', ' ')
  }

  return { ...world, explained, read }
}
