import { addressedTo } from '../../shared/domain/mail/mail.ts'
import { nextRequeueAt, remindedAt, smsIsDueAt } from '../../shared/domain/reissue/due-times.ts'
import { isUnderWay, type Reissue } from '../../shared/domain/reissue/reissue.ts'
import {
  newsOf,
  type ReissueNews,
  waitWithoutMail,
} from '../../shared/domain/reissue/reissue-news.ts'
import { refusesMails } from '../../shared/domain/voter/voter.ts'
import { putOrJournal } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { type MailDependencies, mailOf } from './mail-of-reissue.ts'

export type ReissueMailing =
  | ReissueNews
  | 'absent'
  | 'over'
  /** The request has ended: the news queue mails its outcome. */
  | 'passed-on'
  /** The address rejects mail. Unless a stop link arrived before, SMS and mail wait for a new address. */
  | 'refused'
  | 'no-turn'

/** Mails the request's current state. The SMS waits for the first stop link. A crash may mail twice. */
export async function mailReissue(
  dependencies: Dependencies,
  reissueId: string,
  kind: 'stop-link' | 'news',
): Promise<ReissueMailing> {
  const { reissues, voters, mailer, turn, reissueMails } = dependencies
  const { newsQueue, smsQueue, election, clock, journal } = dependencies
  const isOfKind = ({ state }: Reissue) => isUnderWay(state) === (kind === 'stop-link')
  const found = await reissues.find(reissueId)
  if (!found) return 'absent'
  if (!found.mailDueAt || (kind === 'news' && !isOfKind(found))) return 'over'
  if (isOfKind(found) && !(await turn())) {
    await leaveToItsMessage(dependencies, found)
    return 'no-turn'
  }
  // Meanwhile, a duplicate message may have sent the mail, or the state may have changed.
  const [current, voter] = await Promise.all([
    reissues.find(reissueId),
    voters.findAddressee(found.voterId),
  ])
  const reissue = current ?? found
  if (!reissue.mailDueAt) return 'over'
  if (!isOfKind(reissue)) {
    await newsQueue.put({ reissueId })
    return 'passed-on'
  }
  if (!voter) throw new Error(`Reissue ${reissueId} belongs to no voter`)
  if (refusesMails(voter)) {
    await noteRefusal(dependencies, reissue)
    return 'refused'
  }
  const news = newsOf(reissue)
  // A duplicate of the first mail's message.
  if (news === 'reminder' && clock() < (remindedAt(reissue) ?? clock())) return 'over'
  const mail = await mailOf(dependencies, news, reissue, voter)
  if (mail) {
    await mailer.send({ ...addressedTo(voter), ...mail }).catch(async (failure) => {
      await leaveToItsMessage(dependencies, reissue)
      throw failure
    })
  }
  const confirmedAt = mail && isUnderWay(reissue.state) ? clock() : undefined
  await reissueMails.settle(reissue, confirmedAt)
  // The queue message of the SMS came before this mail and was dropped.
  if (mail && news === 'asked' && smsIsDueAt(reissue, election) <= clock()) {
    await putOrJournal(journal, smsQueue, reissueId)
  }
  return mail ? news : 'over'
}

/** Without this, the reconciler would add a message every few minutes of an outage. */
async function leaveToItsMessage(
  { overdueReissues, clock }: Dependencies,
  reissue: Reissue,
): Promise<void> {
  const dueAt = nextRequeueAt(reissue, clock())
  await overdueReissues.postpone(reissue.reissueId, 'mail', dueAt).catch(() => {})
}

/** A stop link that arrived before the refusal still works, so the SMS need not wait. */
async function noteRefusal(dependencies: Dependencies, reissue: Reissue): Promise<void> {
  const mayStop = !isUnderWay(reissue.state) || reissue.confirmedAt !== undefined
  if (mayStop) await dependencies.reissueMails.settle(reissue)
  else if (!reissue.bouncedAt) await waitWithoutMail(dependencies, reissue)
}

type Dependencies = MailDependencies &
  Pick<
    ReissuePorts,
    | 'voters'
    | 'mailer'
    | 'turn'
    | 'reissueMails'
    | 'overdueReissues'
    | 'newsQueue'
    | 'smsQueue'
    | 'journal'
  >
