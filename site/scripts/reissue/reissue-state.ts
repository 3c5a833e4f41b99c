import type { Reissue } from '../../../shared/contract/reissue.ts'
import type { Voter } from '../../../shared/contract/voter.ts'
import { isUnderWay } from '../../../shared/domain/reissue/reissue.ts'
import { reportableAt } from '../../../shared/domain/sms/expected-time.ts'
import { voteText } from '../../../shared/texts/election/voting-periods.ts'
import type {
  ReminderSituation,
  Situation,
} from '../../../shared/texts/reissue/reissue-situation.ts'
import { lateSmsAt, sentAt } from '../../../shared/texts/reissue/reissue-steps.ts'
import type { IdentifierSituation } from '../../../shared/texts/reissue/valid-identifier.ts'
import { getLocalZone, mayRequest } from './availability.ts'

const closeWarningMs = 7_200_000

export function situationOf(latest: Reissue, voter: Voter, at: number): Situation {
  const vote = voteState(voter, at)
  const state = 'failed'
  const history = [...latest.history, { state, at: voter.election.voteClosesAt } as const]
  // No SMS leaves after the close of the vote, but the service ends the request only later.
  const isOver = latest.state === 'accepted' && ['finishing', 'closed'].includes(vote)
  const reissue: Reissue = isOver ? { ...latest, state, failure: 'service-limit', history } : latest
  return {
    ...reminderSituationOf(reissue, voter, at),
    isDue: dueTime(reissue) <= at,
    noticeText: voter.identifier.text,
    vote,
    voteOpensAt: voter.election.voteOpensAt,
    mayRequest: mayRequest(voter, at),
    remaining: voter.reissue.remaining,
    passwordChangeRequired: voter.reissue.passwordChangeRequired,
    helpdeskPhone: voter.helpdesk.phone,
    localZone: getLocalZone(),
  }
}

export function reminderSituationOf(reissue: Reissue, voter: Voter, at: number): ReminderSituation {
  const { state, receiptDueAt } = reissue
  return {
    ...reissue,
    // Without a due date, the comparison with NaN is false.
    isReceiptMissing: state === 'sent' && Date.parse(receiptDueAt as string) <= at,
    identifier: voter.identifier.from,
    timeZone: voter.election.timeZone,
    now: new Date(at),
  }
}

export function identifierSituationOf(voter: Voter, at: number): IdentifierSituation {
  const { latest } = voter.reissue
  return {
    ...voter.identifier,
    lateSmsAt: latest ? lateSmsAt({ ...latest, identifier: voter.identifier.from }) : undefined,
    isUnderWay: latest !== null && isUnderWay(latest.state),
    vote: voteState(voter, at),
    mayRequest: mayRequest(voter, at),
    timeZone: voter.election.timeZone,
    now: new Date(at),
  }
}

export function voteState({ election, session }: Voter, at: number): Situation['vote'] {
  if (election.suspended) return 'suspended'
  const msUntilClose = Date.parse(election.voteClosesAt) - at
  if (at < Date.parse(election.voteOpensAt)) return 'not-open'
  if (msUntilClose > 0) return msUntilClose > closeWarningMs ? 'open' : 'closes-soon'
  return at < Date.parse(session.votesUntil as string) ? 'finishing' : 'closed'
}

export function votePeriodText(voter: Voter, at: number): string {
  const { voteOpensAt: opensAt, voteClosesAt: closesAt, timeZone } = voter.election
  const state = voteState(voter, at)
  const finishesAt = voter.session.votesUntil
  return voteText({ state, opensAt, closesAt, finishesAt, timeZone, now: new Date(at) })
}

export function mayVote(state: Situation['vote']): boolean {
  return !['not-open', 'suspended', 'closed'].includes(state)
}

function dueTime({ expectedAt, history }: Reissue): number {
  const leftAt = sentAt(history)
  return reportableAt(new Date(expectedAt), leftAt ? new Date(leftAt) : undefined).getTime()
}
