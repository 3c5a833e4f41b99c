import { latest, secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Mail } from '../../shared/domain/mail/mail.ts'
import { cancelLink } from '../../shared/domain/reissue/cancellations.ts'
import { smsIsDueAt } from '../../shared/domain/reissue/due-times.ts'
import { eligibilityOf } from '../../shared/domain/reissue/eligibility.ts'
import { obstacleOf } from '../../shared/domain/reissue/may-ask.ts'
import {
  holderOf,
  isStoppable,
  type Reissue,
  type ReissueState,
} from '../../shared/domain/reissue/reissue.ts'
import type { ReissueNews } from '../../shared/domain/reissue/reissue-news.ts'
import {
  findValidIdentifier,
  handedOverAt,
  isReplaced,
} from '../../shared/domain/reissue/valid-identifier.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import type { MailText } from '../../shared/texts/mail/mail-layout.ts'
import {
  identifierSentMail,
  reissueAskedMail,
  reissueCancelledMail,
  reissueFailedMail,
  reissueHeldMail,
  reissuePausedMail,
  reissueReminderMail,
  reissueStoppedMail,
  reissueWithdrawnMail,
} from '../../shared/texts/reissue/reissue-mails.ts'

/** Returns the mail about a request; undefined if a later event has made it obsolete. */
export async function mailOf(
  dependencies: MailDependencies,
  news: ReissueNews,
  reissue: Reissue,
  voter: Voter,
): Promise<(MailText & Pick<Mail, 'reissueId'>) | undefined> {
  const { election, keys, siteUrl, clock, wall } = dependencies
  const { reissueId, maskedPhone } = reissue
  const { firstName } = voter
  const common = { firstName, siteUrl, requestedAt: wall(reissue.requestedAt), maskedPhone }
  if (isReplaced(voter, reissue)) return undefined
  // A later request has its own mail, with its own link.
  const isLatest = !voter.removedAt && voter.latestReissueId === reissueId
  const eligibility = eligibilityOf(voter, election, clock())
  const nextRequest = {
    remaining: eligibility.remaining,
    mayAskUntil: obstacleOf(eligibility, clock()) ? undefined : wall(eligibility.closesAt),
  }
  switch (news) {
    case 'asked':
    case 'reminder':
    case 'held':
    case 'stopped':
    case 'paused': {
      // The voter already got this mail before the SMS was held.
      if (reissue.confirmedAt && news === 'asked') return undefined
      const text = underWayMails[news](election, {
        ...common,
        expectedAt: wall(latest(reissue.expectedAt, soonestSms(dependencies, reissue))),
        isOfTerritory: holderOf(reissue) === 'territory-cap',
        isDelayed: reissue.delayEndsAt !== undefined,
        cancelLink: isStoppable(reissue) ? cancelLink(siteUrl, keys, reissueId) : undefined,
      })
      return { ...text, reissueId }
    }
    case 'sent':
      return identifierSentMail(election, { ...common, sentAt: wall(timeOf('sent', reissue)) })
    case 'failed': {
      const isOver = reissue.usedAt || clock() >= election.dates.voteClosesAt
      if (!isLatest || isOver) return undefined
      const handedOver = handedOverAt(reissue)
      return reissueFailedMail(election, {
        ...{ ...common, ...nextRequest },
        failure: reissue.failure,
        former: await formerOf(dependencies, reissue, voter),
        sentAt: handedOver && wall(handedOver),
      })
    }
    case 'withdrawn': {
      if (!isLatest) return undefined
      const link = cancelLink(siteUrl, keys, reissueId)
      return reissueWithdrawnMail(election, { ...common, ...nextRequest, cancelLink: link })
    }
    case 'cancelled': {
      const cancelledAt = wall(reissue.disownedAt ?? timeOf('cancelled', reissue))
      return reissueCancelledMail(election, { ...common, cancelledAt })
    }
  }
}

const underWayMails = {
  asked: reissueAskedMail,
  reminder: reissueReminderMail,
  held: reissueHeldMail,
  stopped: reissueStoppedMail,
  paused: reissuePausedMail,
}

/** After a late mail, the voter still has the full delay to stop the request. */
function soonestSms({ election, clock }: MailDependencies, reissue: Reissue): ElectionInstant {
  const now = clock()
  const isLate = smsIsDueAt(reissue, election) <= now
  return isLate ? secondsLater(now, election.smsDelaySeconds) : now
}

async function formerOf(
  { reissues }: MailDependencies,
  reissue: Reissue,
  voter: Voter,
): Promise<Parameters<typeof reissueFailedMail>[1]['former']> {
  const { restored } = reissue
  if (handedOverAt(reissue) && !restored) return 'void'
  const { from } = await findValidIdentifier(reissues, voter, reissue)
  if (from === 'nowhere') return 'none'
  return restored ? 'back' : 'kept'
}

function timeOf(state: ReissueState, { history, requestedAt }: Reissue): ElectionInstant {
  return history.find((step) => step.state === state)?.at ?? requestedAt
}

export interface MailDependencies
  extends Pick<ReissuePorts, 'reissues' | 'election' | 'siteUrl' | 'clock' | 'wall'> {
  keys: KeysFor<'cancel-link'>
}
