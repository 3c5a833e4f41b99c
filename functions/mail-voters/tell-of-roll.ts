import type { AccountNews } from '../../shared/domain/account/account-news.ts'
import { addressedTo, type Mail } from '../../shared/domain/mail/mail.ts'
import { noIdentifierHash } from '../../shared/domain/roll/notice.ts'
import { bothFactorsLostUntil, refusesMails, type Voter } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import type { MailText } from '../../shared/texts/mail/mail-layout.ts'
import {
  accountRestoredMail,
  addressReplacedMail,
  noticeRenewedMail,
  noticeReturnedMail,
  rollCorrectedMail,
  rollRemovedMail,
} from '../../shared/texts/roll/roll-mails.ts'

export type RollNews = AccountNews & {
  news:
    | 'roll-corrected'
    | 'roll-removed'
    | 'notice-returned'
    | 'notice-renewed'
    | 'account-restored'
}

export function doneAt({ news }: RollNews, voter: Voter): AnyInstant | undefined {
  switch (news) {
    case 'roll-corrected':
      return voter.correctedAt
    case 'roll-removed':
      return voter.removedAt
    case 'notice-returned':
      return voter.noticeReturnedAt
    case 'notice-renewed':
      return voter.noticeRenewedAt
    case 'account-restored':
      return voter.restoredAt
  }
}

/** A later change may have made the news false, and has news of its own. */
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
    case 'account-restored':
      return !removedAt
  }
}

/** Sends mails of one news. Returns `refused` if no address takes one. */
export async function mailAll(
  { mailer, turn }: Pick<ReissuePorts, 'mailer' | 'turn'>,
  mails: Mail[],
): Promise<'told' | 'refused' | 'no-turn'> {
  if (mails.length === 0) return 'refused'
  // All turns come first, so that no mail leaves again for the sake of the next.
  for (const _ of mails) if (!(await turn())) return 'no-turn'
  for (const mail of mails) await mailer.send(mail)
  return 'told'
}

/** The former address first: its reader may have to object, whatever becomes of mails to the new one. */
export function formerAndPresent(
  voter: Voter,
  former: MailText | undefined,
  present: MailText,
): Mail[] {
  const { formerEmail, mailFailure } = voter
  const refuses = refusesMails(voter)
  // If the new address accepts mails, a final failure is the former one's.
  const formerRefused = mailFailure?.final && !refuses
  return [
    ...(former && formerEmail && !formerRefused ? [{ to: formerEmail, ...former }] : []),
    ...(refuses ? [] : [{ ...addressedTo(voter), ...present }]),
  ]
}

export function rollMailsOf(
  { election, siteUrl, wall }: Dependencies,
  { news, at }: RollNews,
  voter: Voter,
): Mail[] {
  const { email, firstName, lastName, formerEmail } = voter
  // Commands write by the wall's clock.
  const common = { firstName, siteUrl, at }
  const { contestUntil, reissueOpensAt, reissueClosesAt } = election.dates
  switch (news) {
    case 'roll-corrected': {
      const ballots = election.ballots
        .filter(({ id }) => voter.ballots.includes(id))
        .map(({ title }) => title)
      // A sealed roll is corrected by repairs alone, so the last correction is the last repair.
      const { repairedAt } = voter
      const resumeAt = repairedAt && bothFactorsLostUntil(voter, election.bothLostHours, repairedAt)
      const corrected = rollCorrectedMail(election, {
        ...common,
        lastName,
        email,
        ballots,
        newAddress: formerEmail !== undefined,
        reissuesResumeAt: resumeAt && wall(resumeAt),
      })
      return formerAndPresent(voter, addressReplacedMail(election, common), corrected)
    }
    case 'roll-removed': {
      const until = contestUntil > at ? contestUntil : undefined
      return [
        { ...addressedTo(voter), ...rollRemovedMail(election, { ...common, contestUntil: until }) },
      ]
    }
    case 'notice-returned': {
      const told = {
        ...common,
        reissueOpensAt: wall(reissueOpensAt),
        reissueClosesAt: wall(reissueClosesAt),
      }
      return [{ ...addressedTo(voter), ...noticeReturnedMail(election, told) }]
    }
    case 'notice-renewed':
      return [{ ...addressedTo(voter), ...noticeRenewedMail(election, common) }]
    case 'account-restored':
      return [{ ...addressedTo(voter), ...accountRestoredMail(election, common) }]
  }
}

type Dependencies = Pick<ReissuePorts, 'election' | 'siteUrl' | 'wall'>
