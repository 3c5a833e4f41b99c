import { findSettledReissue, type SettledReads } from '../../shared/access/find-settled-reissue.ts'
import { latestOf, secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { type Mail, recipientOf } from '../../shared/domain/mail/mail.ts'
import { cancelLink } from '../../shared/domain/reissue/cancellations.ts'
import {
  delayEnd,
  earliestDepartureAt,
  isExpectedAfterClose,
  nextRequeueAt,
  reminderTime,
} from '../../shared/domain/reissue/due-times.ts'
import { eligibilityOf } from '../../shared/domain/reissue/eligibility.ts'
import { obstacleOf } from '../../shared/domain/reissue/obstacle.ts'
import {
  isCancellable,
  isUnderWay,
  type Reissue,
  type ReissueState,
} from '../../shared/domain/reissue/reissue.ts'
import {
  delayAfterBounce,
  notificationOf,
  type ReissueNotification,
} from '../../shared/domain/reissue/reissue-notifications.ts'
import {
  findValidIdentifier,
  handedOverAt,
  isReplacedByNotice,
  sourceIdOf,
} from '../../shared/domain/reissue/valid-identifier.ts'
import { refusesMail, type Voter } from '../../shared/domain/voter/voter.ts'
import { queueReissue } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import type { MailContent } from '../../shared/texts/mail/mail-layout.ts'
import {
  identifierSentMail,
  reissueCancelledMail,
  reissueFailedMail,
  reissueWithdrawnMail,
  underWayMail,
} from '../../shared/texts/reissue/reissue-mails.ts'

export type ReissueMailResult =
  | ReissueNotification
  | 'absent'
  | 'over'
  | 'passed-on'
  | 'refused'
  | 'no-token'

export async function mailReissue(
  dependencies: Dependencies,
  reissueId: string,
  kind: 'cancel-link' | 'news',
): Promise<ReissueMailResult> {
  const { reissues, voters, mailer, takeToken, reissueMails } = dependencies
  const { notifications, smsQueue, election, clock, journal } = dependencies
  const matchesKind = ({ state }: Reissue) => isUnderWay(state) === (kind === 'cancel-link')
  const storedReissue = await reissues.find(reissueId)
  if (!storedReissue) return 'absent'
  if (!storedReissue.mailDueAt || (kind === 'news' && !matchesKind(storedReissue))) return 'over'
  if (matchesKind(storedReissue) && !(await takeToken())) {
    await delayDueTime(dependencies, storedReissue)
    return 'no-token'
  }
  // During the wait for a token, a duplicate message may have sent the mail, or the state may have changed.
  const [current, voter] = await Promise.all([
    findSettledReissue(dependencies, reissueId),
    voters.findAddressee(storedReissue.voterId),
  ])
  const reissue = current ?? storedReissue
  if (!reissue.mailDueAt) return 'over'
  if (!matchesKind(reissue)) {
    await notifications.put({ reissueId })
    return 'passed-on'
  }
  if (!voter) throw new Error(`Reissue ${reissueId} belongs to no voter`)
  if (refusesMail(voter)) {
    await recordRefusal(dependencies, reissue)
    return 'refused'
  }
  const notification = notificationOf(reissue)
  // Before the reminder's time, this message is a duplicate: the first mail has left.
  if (notification === 'reminder' && clock() < (reminderTime(reissue) ?? clock())) return 'over'
  const mail = await mailOf(dependencies, notification, reissue, voter)
  if (mail) {
    await mailer.send({ ...recipientOf(voter), ...mail }).catch(async (failure) => {
      await delayDueTime(dependencies, reissue)
      throw failure
    })
  }
  const confirmedAt = mail && isUnderWay(reissue.state) ? clock() : undefined
  await reissueMails.markAsMailed(reissue, confirmedAt)
  // The SMS's queue message may have come before this mail and been dropped.
  if (mail && notification === 'asked' && delayEnd(reissue, election) <= secondsLater(clock(), 1)) {
    await queueReissue(journal, smsQueue, reissueId)
  }
  return mail ? notification : 'over'
}

/** Makes the reconciler wait longer: the message returns by itself, and copies would pile up during an outage. */
async function delayDueTime(
  { overdueReissues, clock }: Dependencies,
  reissue: Reissue,
): Promise<void> {
  const dueAt = nextRequeueAt(reissue, clock())
  await overdueReissues.delayDueTime(reissue.reissueId, 'mail', dueAt).catch(() => {})
}

async function recordRefusal(dependencies: Dependencies, reissue: Reissue): Promise<void> {
  const needsNoMail = !isUnderWay(reissue.state) || reissue.confirmedAt !== undefined
  if (needsNoMail) await dependencies.reissueMails.markAsMailed(reissue)
  else if (!reissue.bouncedAt) await delayAfterBounce(dependencies, reissue)
}

async function mailOf(
  dependencies: Dependencies,
  notification: ReissueNotification,
  reissue: Reissue,
  voter: Voter,
): Promise<(MailContent & Pick<Mail, 'reissueId'>) | undefined> {
  const { election, keys, siteUrl, clock, toWall } = dependencies
  const { reissueId, maskedPhone } = reissue
  const { firstName } = voter
  const facts = { firstName, siteUrl, requestedAt: toWall(reissue.requestedAt), maskedPhone }
  if (isReplacedByNotice(voter, reissue)) return undefined
  const isLatest = !voter.removedAt && voter.latestReissueId === reissueId
  const eligibility = eligibilityOf(voter, election, clock())
  const nextRequest = {
    remaining: eligibility.remaining,
    closesAt: obstacleOf(eligibility, clock()) ? undefined : toWall(eligibility.closesAt),
  }
  switch (notification) {
    case 'sent':
      return identifierSentMail(election, { ...facts, sentAt: toWall(timeOf('sent', reissue)) })
    case 'failed': {
      const isMailObsolete = reissue.usedAt || clock() >= election.dates.voteClosesAt
      if (!isLatest || isMailObsolete) return undefined
      const sentAt = handedOverAt(reissue)
      return reissueFailedMail(election, {
        ...{ ...facts, ...nextRequest },
        failure: reissue.failure,
        formerState: await findFormerIdentifierState(dependencies, reissue, voter),
        sentAt: sentAt && toWall(sentAt),
      })
    }
    case 'withdrawn': {
      if (!isLatest) return undefined
      const link = cancelLink(siteUrl, keys, reissueId)
      const stoppedByStaff = reissue.stoppedByStaff === true
      const details = { ...facts, ...nextRequest, cancelLink: link, stoppedByStaff }
      return reissueWithdrawnMail(election, details)
    }
    case 'cancelled': {
      const cancelledAt = toWall(reissue.disownedAt ?? timeOf('cancelled', reissue))
      const mayHaveLaterSms = !isLatest && (await isLaterSmsPossible(dependencies, reissue, voter))
      return reissueCancelledMail(election, { ...facts, cancelledAt, mayHaveLaterSms })
    }
    default: {
      if (reissue.confirmedAt && notification === 'asked') return undefined
      const departsAt = earliestDepartureAt({ confirmedAt: clock(), ...reissue }, election)
      const text = underWayMail(election, {
        ...facts,
        news: isExpectedAfterClose(reissue, election.dates) ? 'after-close' : notification,
        expectedAt: toWall(latestOf(reissue.expectedAt, clock(), departsAt)),
        isDelayed: reissue.delayEndsAt !== undefined,
        cancelLink: isCancellable(reissue) ? cancelLink(siteUrl, keys, reissueId) : undefined,
      })
      return { ...text, reissueId }
    }
  }
}

async function findFormerIdentifierState(
  { reissues }: Dependencies,
  reissue: Reissue,
  voter: Voter,
): Promise<Parameters<typeof reissueFailedMail>[1]['formerState']> {
  const { restored } = reissue
  if (handedOverAt(reissue) && !restored) return 'replaced'
  const { from } = await findValidIdentifier(reissues, voter, reissue)
  if (from === 'nowhere') return 'none'
  return restored ? 'restored' : 'unchanged'
}

/** True if the SMS of a later request may have left: a thief may withdraw one request and make another. */
async function isLaterSmsPossible(
  { reissues }: Dependencies,
  { requestedAt }: Reissue,
  voter: Voter,
): Promise<boolean> {
  const latest = voter.latestReissueId && (await reissues.find(voter.latestReissueId))
  if (!latest) return false
  if (latest.state === 'sending') return true
  const sourceId = sourceIdOf(voter, latest)
  const source = sourceId === undefined ? undefined : await reissues.find(sourceId)
  return source !== undefined && source.requestedAt >= requestedAt
}

function timeOf(state: ReissueState, { history, requestedAt }: Reissue): ElectionInstant {
  return history.find((step) => step.state === state)?.at ?? requestedAt
}

interface Dependencies
  extends SettledReads,
    Pick<
      ReissuePorts,
      | 'voters'
      | 'mailer'
      | 'takeToken'
      | 'reissueMails'
      | 'notifications'
      | 'smsQueue'
      | 'election'
      | 'siteUrl'
      | 'clock'
      | 'toWall'
      | 'journal'
    > {
  overdueReissues: Pick<ReissuePorts['overdueReissues'], 'delayDueTime'>
  keys: KeysFor<'cancel-link'>
}
