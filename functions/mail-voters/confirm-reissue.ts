import type { Election } from '../../shared/domain/election/election.ts'
import { type Clock, latest, secondsLater, type WallTime } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { addressedTo, type Mailer } from '../../shared/domain/mail/mail.ts'
import { waitWithoutMail } from '../../shared/domain/reissue/bounced-stop-link.ts'
import { cancelLink } from '../../shared/domain/reissue/cancel-link.ts'
import { smsIsDueAt } from '../../shared/domain/reissue/due-times.ts'
import {
  holdingDayOf,
  isStoppable,
  isUnderWay,
  type ReissueQueue,
  type Reissues,
} from '../../shared/domain/reissue/reissue.ts'
import {
  leaveToItsMessage,
  newsOf,
  type ReissueMails,
  type ReissueNews,
} from '../../shared/domain/reissue/reissue-news.ts'
import { isOfTerritory } from '../../shared/domain/sms/territory-cap.ts'
import type { Turn } from '../../shared/domain/turns.ts'
import { refusesMails, type Voters } from '../../shared/domain/voter/voter.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { putOrJournal } from '../../shared/runtime/put-or-journal.ts'
import {
  reissueAskedMail,
  reissueHeldMail,
  reissuePausedMail,
  reissueStoppedMail,
} from '../../shared/texts/reissue/reissue-mails.ts'

type FirstNews = Extract<ReissueNews, 'asked' | 'held' | 'stopped' | 'paused'>

export type Confirming =
  | FirstNews
  | 'absent'
  | 'over'
  /** It has other news by now, which another queue tells. */
  | 'passed-on'
  /** The voter's address takes no mails: unless one had arrived, the SMS waits, and so does the mail, for another address. */
  | 'refused'
  /** Other mails take the whole rate: it has to be asked for again. */
  | 'no-turn'

/**
 * Mails the voter that a new identifier was asked for, or that its SMS is put off, with the link that
 * stops it, to the account's own address. The SMS waits for the first of them, so it is put on its queue again, with the queue's own delay, if its
 * time has come meanwhile.
 * A crash between the mail and its settling mails it twice: better than never.
 */
export async function confirmReissue(
  dependencies: Dependencies,
  reissueId: string,
): Promise<Confirming> {
  const { reissues, voters, mailer, turn, reissueMails, newsQueue, smsQueue } = dependencies
  const { election, keys, siteUrl, clock, wall, journal } = dependencies
  const found = await reissues.find(reissueId)
  if (!found) return 'absent'
  if (!found.mailDueAt) return 'over'
  if (isUnderWay(found.state) && !(await turn())) {
    await leaveToItsMessage(dependencies, found)
    return 'no-turn'
  }
  // While it waited it may have been cancelled, or confirmed by a copy of its message.
  const [again, voter] = await Promise.all([
    reissues.find(reissueId),
    voters.findAddressee(found.voterId),
  ])
  const reissue = again ?? found
  if (!reissue.mailDueAt) return 'over'
  if (!isUnderWay(reissue.state)) {
    await newsQueue.put({ reissueId })
    return 'passed-on'
  }
  if (reissue.confirmedAt && reissue.state !== 'held') {
    // Its SMS is leaving after all: that it was put off is no news any more.
    await reissueMails.settle(reissue)
    return 'over'
  }
  if (!voter) throw new Error(`Reissue ${reissueId} belongs to no voter`)
  if (refusesMails(voter)) {
    // A link that arrived before still stops it: the address refuses since, perhaps by a complaint of another mail.
    if (reissue.confirmedAt) await reissueMails.settle(reissue)
    else if (!reissue.bouncedAt) await waitWithoutMail(dependencies, reissue)
    return 'refused'
  }
  const { firstName } = voter
  const { requestedAt, maskedPhone } = reissue
  const isLate = smsIsDueAt(reissue, election) <= clock()
  // The voter has as long to stop it as if the mail had been in time.
  const smsDelaySeconds = isLate ? election.smsDelaySeconds : 0
  const expectedAt = latest(reissue.expectedAt, secondsLater(clock(), smsDelaySeconds))
  const news = newsOf(reissue) as FirstNews
  const write = writers[news]
  const mail = {
    ...addressedTo(voter),
    reissueId,
    ...write(election, {
      firstName,
      siteUrl,
      requestedAt: wall(requestedAt),
      expectedAt: wall(expectedAt),
      maskedPhone,
      isOfTerritory: isOfTerritory(holdingDayOf(reissue) ?? ''),
      cancelLink: isStoppable(reissue) ? cancelLink(siteUrl, keys, reissueId) : undefined,
    }),
  }
  await mailer.send(mail).catch(async (failure) => {
    await leaveToItsMessage(dependencies, reissue)
    throw failure
  })
  await reissueMails.settle(reissue, clock())
  // Looked at again: what comes in between finds the mail unsettled, and is dropped.
  if (news === 'asked' && smsIsDueAt(reissue, election) <= clock()) {
    await putOrJournal(journal, smsQueue, reissueId)
  }
  return news
}

const writers = {
  asked: reissueAskedMail,
  held: reissueHeldMail,
  stopped: reissueStoppedMail,
  paused: reissuePausedMail,
}

interface Dependencies {
  reissues: Reissues
  voters: Pick<Voters, 'findAddressee'>
  mailer: Mailer
  turn: Turn
  reissueMails: ReissueMails
  newsQueue: ReissueQueue
  smsQueue: ReissueQueue
  election: Election
  keys: KeysFor<'cancel-link'>
  siteUrl: string
  clock: Clock<ElectionInstant>
  wall: WallTime
  journal: Journal
}
