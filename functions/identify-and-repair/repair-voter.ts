import type { ApprovedAction } from '../../shared/access/act-in-file.ts'
import type { StaffPorts } from '../../shared/access/signed-in-staff.ts'
import type { KeysOf } from '../../shared/domain/keys.ts'
import { type Correction, checkCorrection, repair } from '../../shared/domain/roll/correction.ts'
import { keyedIdentities } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll, RollRepairs } from '../../shared/domain/roll/roll.ts'
import type { RepairKind } from '../../shared/domain/staff-action.ts'

export interface RepairPorts extends Pick<StaffPorts, 'notifications' | 'clock' | 'electionClock'> {
  roll: Pick<Roll, 'findMany' | 'findPersons'> & RollRepairs
  keys: KeysOf<'identityKeys'>
}

export interface RepairInput {
  corrects: RepairKind
  correction: Pick<Correction, 'numen' | 'birthDate' | 'newEmail'>
}

export function repairAction(ports: RepairPorts, readRepair: () => RepairInput) {
  const repairPorts = { ...ports, keyedValues: keyedIdentities(ports.keys) }
  return {
    kind: 'repair',

    readInput() {
      const { corrects, correction } = readRepair()
      const { numen = '', birthDate = '', newEmail = '' } = correction
      return { action: [corrects, numen, birthDate, newEmail], detail: corrects }
    },

    async check({ voter }) {
      const checkedCorrection = await checkCorrection(repairPorts, voter, readRepair().correction)
      return typeof checkedCorrection === 'string' ? checkedCorrection : undefined
    },

    async carryOut({ voter }, approvalUse) {
      const repairedAt = ports.electionClock()
      const outcome = await repair(
        approvalUse,
        repairPorts,
        voter,
        readRepair().correction,
        repairedAt,
      )
      if (outcome === 'changed-meanwhile' || outcome === 'not-approved') return false
      return outcome === 'corrected' || outcome
    },
  } satisfies ApprovedAction
}
