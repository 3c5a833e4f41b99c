import type { Refusal } from '../../shared/contract/team-requests.ts'
import type { ApprovalRequest } from '../../shared/domain/approval.ts'
import { askOrAct, begunApprovals } from '../../shared/domain/ask-approval.ts'
import {
  type CalendarChange,
  changedCalendar,
  type WritableCalendars,
} from '../../shared/domain/election/calendar-change.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { type AnsweredApproval, answerApproval, type TeamPorts } from './answer-approval.ts'
import type { Caller } from './read-caller.ts'

interface Dependencies extends TeamPorts {
  calendars: WritableCalendars
  election: Pick<Election<WallInstant>, 'dates'>
}

const kinds = { suspend: 'suspension', resume: 'resumption', extend: 'extension' } as const

/** Changes the calendar once two people request the same change of the same version. */
export async function changeCalendar(
  dependencies: Dependencies,
  caller: Caller,
  { version, reason, ...change }: CalendarChange & { version: number; reason: string },
): Promise<AnsweredApproval | { refused: Refusal }> {
  const { calendars, election, clock } = dependencies
  const minutes = change.change === 'extend' ? [`${change.minutes} min`] : []
  const request: ApprovalRequest = {
    ...{ realm: 'team', kind: kinds[change.change], target: 'vote', reason },
    action: [...minutes, String(version)],
    state: [String(version)],
    subject: ['vote', ...minutes].join(', '),
  }
  const [approval] = await begunApprovals(dependencies, caller, request)
  if (approval) return answerApproval({ standing: 'approved', approval })
  const calendar = await calendars.find()
  if (calendar.version !== version) return { refused: 'changed-meanwhile' }
  const next = changedCalendar(calendar, change, election.dates, clock())
  if (typeof next === 'string') return { refused: next }
  // The change takes effect within seconds, once every function has read it.
  return answerApproval(
    await askOrAct(dependencies, caller, request, (use) => calendars.replace(calendar, next, use)),
  )
}
