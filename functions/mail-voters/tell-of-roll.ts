import type { AccountNews } from '../../shared/domain/account/account-news.ts'
import { addressedTo, type Mail } from '../../shared/domain/mail/mail.ts'
import { noIdentifierHash } from '../../shared/domain/voter/identifier-derivation.ts'
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

export async function mailAll(
  { mailer, turn }: Pick<ReissuePorts, 'mailer' | 'turn'>,
  mails: Mail[],
): Promise<'told' | 'refused' | 'no-turn'> {
  if (mails.length === 0) return 'refused'
  // All tokens come first: a retry would send the first mail again.
  for (const _ of mails) if (!(await turn())) return 'no-turn'
  for (const mail of mails) await mailer.send(mail)
  return 'told'
}

/** The former address comes first: its reader may have to object. */
export function toFormerAndCurrent(
  voter: Voter,
  former: MailText | undefined,
  current: MailText,
): Mail[] {
  const { formerEmail, mailFailure } = voter
  const refuses = refusesMails(voter)
  // If the new address accepts mail, a final failure concerns the former one.
  const formerRefused = mailFailure?.final && !refuses
  return [
    ...(former && formerEmail && !formerRefused ? [{ to: formerEmail, ...former }] : []),
    ...(refuses ? [] : [{ ...addressedTo(voter), ...current }]),
  ]
}

interface RollNewsRule {
  doneAt(voter: Voter): AnyInstant | undefined
  /** False if a later change, which has its own news, makes this untrue. */
  isStillTrue(voter: Voter): boolean
  mails(ports: Dependencies, voter: Voter, at: WallInstant): Mail[]
}

export const rollNews: Record<RollNews['news'], RollNewsRule> = {
  'roll-corrected': {
    doneAt: ({ correctedAt }) => correctedAt,
    isStillTrue: ({ removedAt }) => !removedAt,
    mails({ election, siteUrl, wall }, voter, at) {
      const { email, firstName, lastName, formerEmail, repairedAt } = voter
      const common = { firstName, siteUrl, at }
      const ballots = election.ballots.filter(({ id }) => voter.ballots.includes(id))
      // Only repairs correct a sealed roll, so the last correction is the last repair.
      const resumeAt = repairedAt && bothFactorsLostUntil(voter, election.bothLostHours, repairedAt)
      const corrected = rollCorrectedMail(election, {
        ...{ ...common, lastName, email },
        ballots: ballots.map(({ title }) => title),
        newAddress: formerEmail !== undefined,
        reissuesResumeAt: resumeAt && wall(resumeAt),
      })
      return toFormerAndCurrent(voter, addressReplacedMail(election, common), corrected)
    },
  },
  'roll-removed': {
    doneAt: ({ removedAt }) => removedAt,
    isStillTrue: () => true,
    mails({ election, siteUrl }, voter, at) {
      const { contestUntil } = election.dates
      const facts = { firstName: voter.firstName, siteUrl, at }
      const until = contestUntil > at ? contestUntil : undefined
      return toVoter(voter, rollRemovedMail(election, { ...facts, contestUntil: until }))
    },
  },
  'notice-returned': {
    doneAt: ({ noticeReturnedAt }) => noticeReturnedAt,
    // False once the voter has a new identifier.
    isStillTrue: ({ removedAt, noticeReturnedAt, identifierHash }) =>
      !removedAt && identifierHash === (noticeReturnedAt && noIdentifierHash(noticeReturnedAt)),
    mails({ election, siteUrl, wall }, voter, at) {
      const { reissueOpensAt, reissueClosesAt } = election.dates
      const dates = {
        reissueOpensAt: wall(reissueOpensAt),
        reissueClosesAt: wall(reissueClosesAt),
      }
      const facts = { firstName: voter.firstName, siteUrl, at, ...dates }
      return toVoter(voter, noticeReturnedMail(election, facts))
    },
  },
  'notice-renewed': {
    doneAt: ({ noticeRenewedAt }) => noticeRenewedAt,
    isStillTrue: ({ removedAt, noticeReturnedAt }) => !removedAt && !noticeReturnedAt,
    mails: ({ election, siteUrl }, voter, at) =>
      toVoter(voter, noticeRenewedMail(election, { firstName: voter.firstName, siteUrl, at })),
  },
  'account-restored': {
    doneAt: ({ restoredAt }) => restoredAt,
    isStillTrue: ({ removedAt }) => !removedAt,
    mails: ({ election, siteUrl }, voter, at) =>
      toVoter(voter, accountRestoredMail(election, { firstName: voter.firstName, siteUrl, at })),
  },
}

function toVoter(voter: Voter, mail: MailText): Mail[] {
  return [{ ...addressedTo(voter), ...mail }]
}

type Dependencies = Pick<ReissuePorts, 'election' | 'siteUrl' | 'wall'>
