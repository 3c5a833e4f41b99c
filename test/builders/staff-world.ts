import { fileActions } from '../../functions/assist-voter/act-on-file.ts'
import { readRepair } from '../../functions/identify-and-repair/repair-form.ts'
import { repairAction } from '../../functions/identify-and-repair/repair-voter.ts'
import { printNotice } from '../../functions/print-notice/print-notice.ts'
import { actInFile, approveInFile } from '../../shared/access/act-in-file.ts'
import type { StaffAction } from '../../shared/domain/staff-action.ts'
import { inMemoryStaffFiles, type StaffName } from '../fakes/in-memory-staff-files.ts'
import { startingPoint } from './for-each-test.ts'
import { aVoterWorld } from './voter-world.ts'

export const reason = 'identité vérifiée au guichet'

export const identity = {
  ...{ corrects: 'identity', numen: '27A9912345ABC', birthDate: '1979-05-23' },
}
export const address = { corrects: 'email', email: 'nouvelle@academie.example.org' }

export async function aStaffWorld() {
  const world = await aVoterWorld()
  const { tables, voter, clock, lists } = world
  const office = inMemoryStaffFiles(tables)
  const ports = { ...world.ports, ...office.ports, generateCode: () => '12345678' }
  type Ports = typeof ports
  type Changes = Partial<Ports> & { typed?: object | undefined; shownExpiry?: () => string }

  const actionsOf = (all: Ports, typed: object | undefined) =>
    typed ? repairAction(all, () => readRepair(typed, clock())) : fileActions(all)

  return {
    ...{ ...world, office, ports, notifications: office.queue },
    begin: startingPoint(world, [...lists, office.notifications, office.queue.requests]),
    withFile: (name: StaffName) => office.withFile(name, voter.voterId, clock()),
    /** The session of a supervisor whose file opened by the code of a colleague's request. */
    opened: () => office.withCode(ports, 'sacha', clock()),
    act(cookie: string | undefined, action: StaffAction, { typed, ...changes }: Changes = {}) {
      const all = { ...ports, ...changes }
      const request = { cookie, network: '192.0.2.1', readRequest: () => ({ action, reason }) }
      return actInFile(all, { ...request, ...actionsOf(all, typed) })
    },
    async approve(
      cookie: string | undefined,
      action: StaffAction,
      { typed, shownExpiry, ...changes }: Changes = {},
    ) {
      const all = { ...ports, ...changes }
      const caller = { cookie, network: '198.51.100.1', ...(shownExpiry && { shownExpiry }) }
      if (action === 'print-notice') return (await printNotice(all, caller)).result
      return approveInFile(all, { ...caller, ...actionsOf(all, typed) })
    },
  }
}
