import { randomUUID } from 'node:crypto'
import type { ApprovalUse, Person } from '../../shared/domain/approval.ts'
import { electionTimeOf } from '../../shared/domain/election/calendar.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { approveOrRequest } from '../../shared/domain/request-approval.ts'
import { countsOf } from '../../shared/domain/sms/published-times.ts'
import { changeBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import {
  changedBreaker,
  holdsBack,
  holdsOf,
  type SmsChange,
} from '../../shared/domain/sms/sms-change.ts'
import { dayOfTerritory } from '../../shared/domain/sms/sms-state.ts'
import { countedTerritories } from '../../shared/domain/sms/territory.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { smsChangeText } from '../../shared/texts/ledger/intervention-names.ts'
import type { TeamOutcome } from './answer-approval.ts'
import type { TeamPorts } from './team-ports.ts'

export async function changeSms(
  ports: TeamPorts,
  person: Person,
  request: SmsChange,
  isSealed: boolean,
): Promise<TeamOutcome> {
  const { smsBreakers, smsDays, handoverDays, calendars, election, clock } = ports
  const { change, territory = '', smsPerDay, reason } = { ...noOptions, ...request }
  if (territory && !countedTerritories(election).includes(territory)) return { refused: 'invalid' }
  if (reason !== undefined && !isReason(reason)) return { refused: 'no-reason' }
  const at = clock()
  const now = electionTimeOf(await calendars.find(), at, at)
  const breaker = await smsBreakers.find()
  if (changedBreaker(breaker, request, person.by, now) === breaker) return { values: [false] }
  const state = holdsOf(breaker, territory)

  async function applyChange(record: ApprovalUse | Intervention, by: string): Promise<boolean> {
    if (smsPerDay !== undefined) {
      const day = electionDayOf(now, election.timeZone)
      const handovers = await handoverDays.find(day)
      const { handedOver } = countsOf(
        handovers.filter((handover) => handover.territory === territory),
      )
      await smsDays.raiseCount(dayOfTerritory(day, territory), handedOver)
    }
    const auditedBreakers = {
      find: smsBreakers.find,
      replace: (before: typeof breaker, next: typeof breaker) =>
        smsBreakers.replaceAndRecord(before, next, record),
    }
    const { before, after } = await changeBreaker(auditedBreakers, (latest) =>
      holdsOf(latest, territory).join() === state.join()
        ? changedBreaker(latest, request, by, now)
        : latest,
    )
    return before !== after
  }

  const capTexts = smsPerDay === undefined ? [] : [String(smsPerDay)]
  const reasonText = smsChangeText(territory, smsPerDay, reason)
  const subject = [territory || 'AWS', ...capTexts].join(', ')
  const ledgerFields = { subject, ...(reasonText && { reason: reasonText }) }
  if (isSealed && holdsBack(breaker, request)) {
    const kind = change === 'cap' ? 'sms-cap' : 'sms-pause'
    const holdRequest = { realm: 'team', kind, target: territory, action: capTexts, state } as const
    return approveOrRequest(ports, person, { ...holdRequest, ...ledgerFields }, (approvalUse) =>
      applyChange(approvalUse, `${approvalUse.before.by}, ${person.by}`),
    )
  }
  const { by } = person
  const intervention = { interventionId: randomUUID(), kind: `sms-${change}`, at, by } as const
  return { values: [await applyChange({ ...intervention, ...ledgerFields }, by)] }
}

const noOptions = { territory: undefined, smsPerDay: undefined, reason: undefined }
