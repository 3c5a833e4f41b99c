import { cancelLink } from '../../shared/domain/cancel-link.ts'
import type { Election } from '../../shared/domain/election.ts'
import type { Keys } from '../../shared/domain/keys.ts'
import type { Mailer, ReissueMails, Reissues, Voters } from '../../shared/domain/ports.ts'
import type { Reissue, ReissueState } from '../../shared/domain/reissue.ts'
import { newsOf, type ReissueNews } from '../../shared/domain/reissue-news.ts'
import type { Voter } from '../../shared/domain/voter.ts'
import {
  identifierSentMail,
  type MailText,
  reissueAskedMail,
  reissueCancelledMail,
} from '../../shared/texts/mails.ts'

/**
 * Mails the voter what became of a request, to the account's own address: that it was asked, then that
 * its SMS left or that it was cancelled. It tells how the request stands, so what comes late is true, and
 * what has nothing left to say is not sent.
 * A crash between the mail and its settling mails it twice: better than never.
 */
export async function tellOfReissue(
  dependencies: Dependencies,
  reissueId: string,
): Promise<ReissueNews | 'absent' | 'over'> {
  const { reissues, voters, mailer, reissueMails } = dependencies
  const reissue = await reissues.find(reissueId)
  if (!reissue) return 'absent'
  if (!reissue.mailDueAt) return 'over'
  const news = newsOf(reissue)
  if (news) {
    const voter = await voters.findAddressee(reissue.voterId)
    if (!voter) throw new Error(`Reissue ${reissueId} belongs to no voter`)
    await mailer.send({ to: voter.email, ...mailOf(dependencies, news, reissue, voter) })
  }
  await reissueMails.settle(reissueId, news)
  return news ?? 'over'
}

function mailOf(
  { election, keys, siteUrl }: Dependencies,
  news: ReissueNews,
  reissue: Reissue,
  { firstName }: Voter,
): MailText {
  const { reissueId, requestedAt, expectedAt, maskedPhone } = reissue
  switch (news) {
    case 'asked':
      return reissueAskedMail(election, {
        firstName,
        requestedAt,
        expectedAt,
        maskedPhone,
        cancelLink: reissue.state === 'accepted' ? cancelLink(siteUrl, keys, reissueId) : undefined,
      })
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
  reissueMails: ReissueMails
  election: Election
  keys: Keys
  /** Of the voters' pages, without a slash at its end. */
  siteUrl: string
}
