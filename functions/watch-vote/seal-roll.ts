import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { type RollSeal, rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'

export async function sealRoll({ rollSeal, election, clock }: Dependencies): Promise<void> {
  const now = clock()
  if (now < rollSealedAt(election) || (await rollSeal.find())) return
  if (await rollSeal.hasImport()) await rollSeal.put(now)
}

interface Dependencies {
  rollSeal: RollSeal
  election: Pick<Election<WallInstant>, 'dates' | 'timeZone'>
  clock: Clock
}
