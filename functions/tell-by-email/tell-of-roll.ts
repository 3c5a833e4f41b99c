import type { AccountNews } from '../../shared/domain/account-news.ts'
import type { Election } from '../../shared/domain/election.ts'
import { noIdentifierHash } from '../../shared/domain/enrolment.ts'
import type { Mailer } from '../../shared/domain/ports.ts'
import type { Voter } from '../../shared/domain/voter.ts'
import type { MailText } from '../../shared/texts/mails.ts'
import {
  addressReplacedMail,
  noticeRenewedMail,
  noticeReturnedMail,
  rollCorrectedMail,
  rollRemovedMail,
} from '../../shared/texts/roll-mails.ts'

export type RollNews = AccountNews & {
  news: 'roll-corrected' | 'roll-removed' | 'notice-returned' | 'notice-renewed'
}

/** When the team last did what the news tells of. */
export function doneAt({ news }: RollNews, voter: Voter): Date | undefined {
  switch (news) {
    case 'roll-corrected':
      return voter.correctedAt
    case 'roll-removed':
      return voter.removedAt
    case 'notice-returned':
      return voter.noticeReturnedAt
    case 'notice-renewed':
      return voter.noticeRenewedAt
  }
}

/** What was done since may have made it false, and has news of its own. */
export function isStillTrue({ news }: RollNews, voter: Voter): boolean {
  const { removedAt, noticeReturnedAt, identifierHash } = voter
  switch (news) {
    case 'roll-removed':
      return true
    case 'roll-corrected':
      return !removedAt
    case 'notice-returned':
      // Who has another identifier by now need not ask for one.
      return (
        !removedAt && identifierHash === (noticeReturnedAt && noIdentifierHash(noticeReturnedAt))
      )
    case 'notice-renewed':
      return !removedAt && !noticeReturnedAt
  }
}

/** Mails the voter what the election team did to their line of the roll. */
export async function mailRollNews(
  { mailer, election, siteUrl }: Dependencies,
  { news, at }: RollNews,
  voter: Voter,
): Promise<void> {
  const { email, firstName, lastName, formerEmail } = voter
  const common = { firstName, siteUrl, at }
  const mail = (to: string, text: MailText) => mailer.send({ to, ...text })
  const { contestUntil, reissueOpensAt, reissueClosesAt } = election.dates
  switch (news) {
    case 'roll-corrected': {
      const ballots = election.ballots
        .filter(({ id }) => voter.ballots.includes(id))
        .map(({ title }) => title)
      const newAddress = formerEmail !== undefined
      const told = { ...common, lastName, email, ballots, newAddress }
      // First the one who may have to object.
      if (formerEmail) await mail(formerEmail, addressReplacedMail(election, common))
      return mail(email, rollCorrectedMail(election, told))
    }
    case 'roll-removed':
      return mail(
        email,
        rollRemovedMail(election, {
          ...common,
          contestUntil: contestUntil > at ? contestUntil : undefined,
        }),
      )
    case 'notice-returned':
      return mail(
        email,
        noticeReturnedMail(election, { ...common, reissueOpensAt, reissueClosesAt }),
      )
    case 'notice-renewed':
      return mail(email, noticeRenewedMail(election, common))
  }
}

interface Dependencies {
  mailer: Mailer
  election: Election
  /** Of the voters' pages, without a slash at its end. */
  siteUrl: string
}
