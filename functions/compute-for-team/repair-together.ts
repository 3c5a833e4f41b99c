import type { RepairOutcome } from '../../shared/contract/team-requests.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { KeysOf } from '../../shared/domain/keys.ts'
import type { Correction } from '../../shared/domain/roll/correction.ts'
import { judgeCorrection, tellOfCorrection } from '../../shared/domain/roll/correction.ts'
import { keyedIdentities } from '../../shared/domain/roll/keyed-values.ts'
import type { Agreement, Roll } from '../../shared/domain/roll/roll.ts'
import { askTogether, type Standing, type TogetherPorts } from './ask-together.ts'
import type { Caller } from './read-caller.ts'

interface Dependencies extends TogetherPorts {
  keys: KeysOf<'identityKeys'>
  roll: Pick<Roll, 'findMany' | 'findPersons' | 'repair'>
  news: AccountNewsQueue
}

export type Repairing = Standing & { repaired?: RepairOutcome }

/** Corrects a voter of a sealed roll once two people say the very same of them. */
export async function repairTogether(
  dependencies: Dependencies,
  caller: Caller,
  repair: { voterId: string; email: string; correction: object; reason: string },
): Promise<Repairing> {
  const { voterId, email, correction, reason } = repair
  // In whichever order its columns come.
  const columns = Object.entries(correction).sort()
  const asked = [voterId, email, JSON.stringify(columns)]
  const asking = { kind: 'repair' as const, subject: 'voter', asked, reason }
  const standing = await askTogether(dependencies, caller, asking)
  if (!('second' in standing)) return standing
  return { ...standing, repaired: await repairVoter(dependencies, repair, standing) }
}

async function repairVoter(
  dependencies: Dependencies,
  { voterId, correction }: { voterId: string; correction: object },
  agreement: Agreement,
): Promise<RepairOutcome> {
  const { roll, keys, interventions } = dependencies
  const voter = (await roll.findMany([voterId])).get(voterId)
  if (!voter || voter.removedAt) return 'absent'
  const judge = { roll, keyed: keyedIdentities(keys) }
  // The command has read them from a file, as it is meant to be.
  const changes = await judgeCorrection(judge, voter, correction as Correction)
  // Asked again after no answer came, it is done: nobody is told twice.
  const { interventionId, by } = agreement.second
  const served = await interventions.find(interventionId)
  if (served) return served.by === by && changes === 'unchanged' ? 'corrected' : 'not-agreed'
  if (typeof changes === 'string') return changes
  return roll.repair(voter, changes, await tellOfCorrection(dependencies, voter), agreement)
}
