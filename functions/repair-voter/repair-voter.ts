import type { Doing, RepairRefusal } from '../../shared/access/act-in-file.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { type KeysOf, matches } from '../../shared/domain/keys.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import { agreementId } from '../../shared/domain/ledger/two-people.ts'
import { judgeCorrection, tellOfCorrection } from '../../shared/domain/roll/correction.ts'
import { keyedIdentities } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { repairWish, type SaidRepair } from '../../shared/domain/staff/staff-wish.ts'

export interface RepairPorts {
  roll: Pick<Roll, 'findMany' | 'findPersons' | 'repair'>
  news: AccountNewsQueue
  interventions: Pick<Interventions, 'find'>
  keys: KeysOf<'identityKeys'>
  /** The wall's, as the commands write by. */
  clock: Clock
}

/**
 * Corrects a voter of a sealed roll, once two of the staff have typed the same.
 * @param said what whoever asks typed; it throws what is malformed
 */
export function repairVoter(ports: RepairPorts, said: () => SaidRepair) {
  const { roll, keys, interventions } = ports
  const judge = { roll, keyed: keyedIdentities(keys) }
  return {
    does: ['repair'],
    recordsItself: true,
    typed: said,

    async wasDone({ file: { wish } }) {
      return Boolean(wish && (await interventions.find(agreementId(wish.interventionId))))
    },

    async wishes({ voter }) {
      const changes = await judgeCorrection(judge, voter, said().correction)
      return typeof changes === 'string' ? changes : repairWish(keys, voter, said())
    },

    async act(_, { voter, file: { wish } }, told) {
      if (!wish?.repair) return false
      const { correction } = said()
      if (!matches(repairWish(keys, voter, said()).asked, wish.repair.asked)) return 'not-as-asked'
      const changes = await judgeCorrection(judge, voter, correction)
      if (typeof changes === 'string') return changes
      const at = await tellOfCorrection(ports, voter)
      const { interventionId } = wish
      const second = { ...told, interventionId: agreementId(interventionId) }
      const agreement = { wish: { interventionId }, second }
      const outcome = await roll.repair(voter, changes, at, agreement)
      if (outcome === 'address-taken' || outcome === 'person-taken') return outcome
      return outcome === 'corrected'
    },
  } satisfies Doing<'repair', RepairRefusal>
}
