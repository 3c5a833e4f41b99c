import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock, WallTime } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { addressedTo, type Mailer } from '../../shared/domain/mail/mail.ts'
import { askingOf } from '../../shared/domain/reissue/asking-voter.ts'
import { cancelLink } from '../../shared/domain/reissue/cancel-link.ts'
import { obstacleOf } from '../../shared/domain/reissue/may-ask.ts'
import {
  isUnderWay,
  type Reissue,
  type ReissueState,
  type Reissues,
} from '../../shared/domain/reissue/reissue.ts'
import {
  leaveToItsMessage,
  newsOf,
  type ReissueMails,
  type ReissueNews,
} from '../../shared/domain/reissue/reissue-news.ts'
import {
  findValidIdentifier,
  handedOverAt,
  isReplaced,
} from '../../shared/domain/reissue/valid-identifier.ts'
import type { Turn } from '../../shared/domain/turns.ts'
import { refusesMails, type Voter, type Voters } from '../../shared/domain/voter/voter.ts'
import type { MailText } from '../../shared/texts/mail/mail-layout.ts'
import {
  identifierSentMail,
  reissueCancelledMail,
  reissueFailedMail,
  reissueWithdrawnMail,
} from '../../shared/texts/reissue/reissue-mails.ts'

type LaterNews = Exclude<ReissueNews, 'asked' | 'held' | 'stopped' | 'paused'>

/**
 * Mails the voter what became of a request, to the account's own address: that its SMS left, that it did not
 * arrive, or that it was cancelled or withdrawn. It tells how the request stands, so what comes late is true, and what has
 * nothing left to say is not sent. While it is under way, its news has a queue of its own.
 * A crash between the mail and its settling mails it twice: better than never.
 */
export async function tellOfReissue(
  dependencies: Dependencies,
  reissueId: string,
): Promise<LaterNews | 'absent' | 'over' | 'refused' | 'no-turn'> {
  const { reissues, voters, mailer, turn, reissueMails } = dependencies
  const found = await reissues.find(reissueId)
  if (!found) return 'absent'
  if (!found.mailDueAt || isUnderWay(found.state)) return 'over'
  if (!(await turn())) {
    await leaveToItsMessage(dependencies, found)
    return 'no-turn'
  }
  // While it waited a copy of its message may have told, or a receipt may have come.
  const [again, voter] = await Promise.all([
    reissues.find(reissueId),
    voters.findAddressee(found.voterId),
  ])
  const reissue = again ?? found
  if (!reissue.mailDueAt) return 'over'
  if (!voter) throw new Error(`Reissue ${reissueId} belongs to no voter`)
  if (refusesMails(voter)) {
    await reissueMails.settle(reissue)
    return 'refused'
  }
  const news = newsOf(reissue) as LaterNews
  const mail = await mailOf(dependencies, news, reissue, voter)
  if (mail) {
    await mailer.send({ ...addressedTo(voter), ...mail }).catch(async (failure) => {
      await leaveToItsMessage(dependencies, reissue)
      throw failure
    })
  }
  await reissueMails.settle(reissue)
  return mail ? news : 'over'
}

/** Undefined: what was done since has made it no news, and has news of its own. */
async function mailOf(
  { reissues, election, keys, siteUrl, clock, wall }: Dependencies,
  news: LaterNews,
  reissue: Reissue,
  voter: Voter,
): Promise<MailText | undefined> {
  const { maskedPhone } = reissue
  const requestedAt = wall(reissue.requestedAt)
  const { firstName } = voter
  // A notice took the place of its identifier since, should it arrive all the same.
  if (isReplaced(voter, reissue)) return undefined
  switch (news) {
    case 'sent': {
      const sentAt = wall(timeOf('sent', reissue))
      return identifierSentMail(election, { firstName, siteUrl, requestedAt, sentAt, maskedPhone })
    }
    case 'failed': {
      if (voter.removedAt || voter.latestReissueId !== reissue.reissueId) return undefined
      const { reissueClosesAt, voteClosesAt } = election.dates
      const now = clock()
      // It arrived, whatever its receipt says; or the receipt comes when nothing is left to do.
      if (reissue.usedAt || now >= voteClosesAt) return undefined
      const handedOver = handedOverAt(reissue)
      const asking = askingOf(voter, election, now)
      return reissueFailedMail(election, {
        firstName,
        siteUrl,
        requestedAt,
        maskedPhone,
        failure: reissue.failure,
        former: await formerOf(reissues, reissue, voter),
        sentAt: handedOver && wall(handedOver),
        mayAskUntil: obstacleOf(asking, now) ? undefined : wall(reissueClosesAt),
        remaining: asking.remaining,
      })
    }
    case 'withdrawn': {
      // The request that followed has a mail of its own, with a link of its own.
      if (voter.removedAt || voter.latestReissueId !== reissue.reissueId) return undefined
      const asking = askingOf(voter, election, clock())
      return reissueWithdrawnMail(election, {
        firstName,
        siteUrl,
        requestedAt,
        maskedPhone,
        cancelLink: cancelLink(siteUrl, keys, reissue.reissueId),
        remaining: asking.remaining,
        mayAskUntil: obstacleOf(asking, clock()) ? undefined : wall(asking.closesAt),
      })
    }
    case 'cancelled':
      return reissueCancelledMail(election, {
        firstName,
        siteUrl,
        requestedAt,
        cancelledAt: wall(reissue.disownedAt ?? timeOf('cancelled', reissue)),
      })
  }
}

async function formerOf(
  reissues: Reissues,
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

interface Dependencies {
  reissues: Reissues
  voters: Pick<Voters, 'findAddressee'>
  mailer: Mailer
  turn: Turn
  reissueMails: ReissueMails
  election: Election<ElectionInstant>
  keys: KeysFor<'cancel-link'>
  siteUrl: string
  clock: Clock<ElectionInstant>
  wall: WallTime
}
