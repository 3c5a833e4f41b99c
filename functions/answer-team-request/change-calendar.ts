import type { ApprovalRequest, Person } from '../../shared/domain/approval.ts'
import {
  type CalendarChange,
  changedCalendar,
} from '../../shared/domain/election/calendar-change.ts'
import { approveOrRequest, findResumableApprovals } from '../../shared/domain/request-approval.ts'
import type { TeamOutcome } from './answer-approval.ts'
import type { TeamPorts } from './team-ports.ts'

const approvalKinds = { suspend: 'suspension', resume: 'resumption', extend: 'extension' } as const

export async function changeCalendar(
  ports: TeamPorts,
  person: Person,
  { version, reason, ...calendarChange }: CalendarChange & { version: number; reason: string },
): Promise<TeamOutcome> {
  const { calendars, election, clock } = ports
  const extensionTexts = calendarChange.change === 'extend' ? [`${calendarChange.minutes} min`] : []
  const request: ApprovalRequest = {
    ...{ realm: 'team', kind: approvalKinds[calendarChange.change], target: 'vote', reason },
    action: [...extensionTexts, String(version)],
    state: [String(version)],
    subject: ['vote', ...extensionTexts].join(', '),
  }
  const [approval] = await findResumableApprovals(ports, person, request)
  if (approval) return { status: 'approved', approval }
  const calendar = await calendars.find()
  if (calendar.version !== version) return { refused: 'changed-meanwhile' }
  const newCalendar = changedCalendar(calendar, calendarChange, election.dates, clock())
  if (typeof newCalendar === 'string') return { refused: newCalendar }
  return approveOrRequest(ports, person, request, (approvalUse) =>
    calendars.replace(calendar, newCalendar, approvalUse),
  )
}
