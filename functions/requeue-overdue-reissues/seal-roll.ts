import type { Election } from '../../shared/domain/election.ts'
import type { Clock } from '../../shared/domain/ports.ts'
import { rollSealedAt } from '../../shared/domain/roll-operation.ts'
import type { RollSeal } from '../../shared/domain/roll-ports.ts'

/** Seals the roll once its day has come. A date that is moved later lifts no seal. */
export async function sealRoll({ rollSeal, election, clock }: Dependencies): Promise<void> {
  const now = clock()
  if (now >= rollSealedAt(election)) await rollSeal.put(now)
}

interface Dependencies {
  rollSeal: RollSeal
  election: Pick<Election, 'dates' | 'timeZone'>
  clock: Clock
}
