import type { Election } from '../../shared/domain/election.ts'
import type { Mailer, MailTurn, ReissueMails, Reissues, Voters } from '../../shared/domain/ports.ts'
import { isUnderWay, type Reissue, type ReissueState } from '../../shared/domain/reissue.ts'
import { newsOf, type ReissueNews } from '../../shared/domain/reissue-news.ts'
import type { Voter } from '../../shared/domain/voter.ts'
import {
  identifierSentMail,
  type MailText,
  reissueCancelledMail,
} from '../../shared/texts/mails.ts'

type LaterNews = Exclude<ReissueNews, 'asked'>

/**
 * Mails the voter what became of a request, to the account's own address: that its SMS left or that it was
 * cancelled. It tells how the request stands, so what comes late is true, and what has nothing left to say
 * is not sent. That it was asked for has a queue of its own.
 * A crash between the mail and its settling mails it twice: better than never.
 */
export async function tellOfReissue(
  dependencies: Dependencies,
  reissueId: string,
): Promise<LaterNews | 'absent' | 'over' | 'no-turn'> {
  const { reissues, voters, mailer, turn, reissueMails } = dependencies
  const found = await reissues.find(reissueId)
  if (!found) return 'absent'
  if (!found.mailDueAt || isUnderWay(found.state)) return 'over'
  const news = newsOf(found) as LaterNews | undefined
  if (news) {
    if (!(await turn())) return 'no-turn'
    // While it waited a copy of its message may have told.
    const reissue = (await reissues.find(reissueId)) ?? found
    if (!reissue.mailDueAt) return 'over'
    const voter = await voters.findAddressee(reissue.voterId)
    if (!voter) throw new Error(`Reissue ${reissueId} belongs to no voter`)
    await mailer.send({ to: voter.email, ...mailOf(dependencies, news, reissue, voter) })
  }
  await reissueMails.settle(reissueId, news)
  return news ?? 'over'
}

function mailOf(
  { election, siteUrl }: Dependencies,
  news: LaterNews,
  reissue: Reissue,
  { firstName }: Voter,
): MailText {
  const { requestedAt, maskedPhone } = reissue
  switch (news) {
    case 'sent': {
      const sentAt = timeOf('sent', reissue)
      return identifierSentMail(election, { firstName, siteUrl, requestedAt, sentAt, maskedPhone })
    }
    case 'cancelled':
      return reissueCancelledMail(election, {
        firstName,
        siteUrl,
        requestedAt,
        cancelledAt: timeOf('cancelled', reissue),
        bothLostHours: election.bothLostHours,
      })
  }
}

function timeOf(state: ReissueState, { history, requestedAt }: Reissue): Date {
  return history.find((step) => step.state === state)?.at ?? requestedAt
}

interface Dependencies {
  reissues: Reissues
  voters: Pick<Voters, 'findAddressee'>
  mailer: Mailer
  turn: MailTurn
  reissueMails: ReissueMails
  election: Election
  /** Of the voters' pages, without a slash at its end. */
  siteUrl: string
}
