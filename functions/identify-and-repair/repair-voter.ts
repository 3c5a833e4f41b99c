import type { ApprovedActions } from '../../shared/access/act-in-file.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysOf } from '../../shared/domain/keys.ts'
import {
  type Correction,
  judgeCorrection,
  tellOfCorrection,
} from '../../shared/domain/roll/correction.ts'
import { keyedIdentities } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll, RollRepairs } from '../../shared/domain/roll/roll.ts'
import type { RepairKind } from '../../shared/domain/staff-action.ts'

export interface RepairPorts {
  roll: Pick<Roll, 'findMany' | 'findPersons'> & RollRepairs
  news: AccountNewsQueue
  keys: KeysOf<'identityKeys'>
  clock: Clock
  electionClock: Clock<ElectionInstant>
}

/** Typed by a staff member, then typed again by a supervisor. */
export interface TypedRepair {
  corrects: RepairKind
  correction: Pick<Correction, 'numen' | 'birthDate' | 'newEmail'>
}

/** Corrects a sealed roll once two staff members have typed the same. `read` throws a Problem if malformed. */
export function repairVoter(ports: RepairPorts, read: () => TypedRepair) {
  const { roll, keys } = ports
  const judge = { roll, keyed: keyedIdentities(keys) }
  return {
    does: 'repair',

    typed() {
      const { corrects, correction } = read()
      const { numen = '', birthDate = '', newEmail = '' } = correction
      return { action: [corrects, numen, birthDate, newEmail], detail: corrects }
    },

    async check({ voter }) {
      const changes = await judgeCorrection(judge, voter, read().correction)
      return typeof changes === 'string' ? changes : undefined
    },

    async use({ voter }, use) {
      const changes = await judgeCorrection(judge, voter, read().correction)
      if (typeof changes === 'string') return changes
      const repairedAt = ports.electionClock()
      const at = await tellOfCorrection(ports, voter)
      const outcome = await roll.repair(voter, { set: { ...changes.set, repairedAt } }, at, use)
      if (outcome === 'address-taken' || outcome === 'person-taken') return outcome
      return outcome === 'corrected'
    },
  } satisfies ApprovedActions
}
