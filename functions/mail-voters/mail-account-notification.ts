import type { AccountNotification } from '../../shared/domain/account/account-notifications.ts'
import { undoablePhone } from '../../shared/domain/account/known-phone.ts'
import { sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { type Mail, recipientOf } from '../../shared/domain/mail/mail.ts'
import { type FileOpeningKind, staffNotifications } from '../../shared/domain/staff-action.ts'
import { returnedHash } from '../../shared/domain/voter/identifier-derivation.ts'
import { bothFactorsLostUntil, refusesMail, type Voter } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import {
  bothFactorsLostMail,
  identityRefusedMail,
  passwordSetMail,
} from '../../shared/texts/mail/account-mails.ts'
import type { MailContent } from '../../shared/texts/mail/mail-layout.ts'
import {
  delayLiftedMail,
  phoneRemovedMail,
  phoneSetMail,
  phoneUndoneMail,
} from '../../shared/texts/mail/phone-mails.ts'
import {
  accountRestoredMail,
  addressReplacedMail,
  noticeRenewedMail,
  noticeReturnedMail,
  rollCorrectedMail,
  rollRemovedMail,
} from '../../shared/texts/roll/roll-mails.ts'
import {
  fileOpenedMail,
  type StaffMailAction,
  staffActionMail,
} from '../../shared/texts/staff/staff-mails.ts'

export type AccountMailResult = 'mailed' | 'absent' | 'over' | 'refused' | 'not-yet' | 'no-token'

/** Some notifications are queued before their change is written; writing it takes less than this. */
const longestWriteSeconds = 60

export async function mailNotification(
  dependencies: Dependencies,
  notification: AccountNotification,
  ageSeconds: number,
): Promise<AccountMailResult> {
  const { voterId, at } = notification
  const voter = await dependencies.voters.findAddressee(voterId)
  if (!voter) return 'absent'
  const rule = ruleOf(notification)
  const changedAt = rule.changedAt ? rule.changedAt(voter) : at
  if (!changedAt || changedAt < at) return ageSeconds < longestWriteSeconds ? 'not-yet' : 'over'
  const mail = changedAt > at ? undefined : rule.mail(dependencies, voter, notification)
  if (!mail) return 'over'
  const mailToFormerAddress = rule.mailToFormerAddress?.(dependencies, voter, notification)
  return mailAll(dependencies, mailsToBothAddresses(voter, mailToFormerAddress, mail))
}

async function mailAll(
  { mailer, takeToken }: Dependencies,
  mails: Mail[],
): Promise<'mailed' | 'refused' | 'no-token'> {
  if (mails.length === 0) return 'refused'
  // Takes all tokens before the first mail, which a retry would send again. In parallel, their waits do not add up.
  const tokens = await Promise.all(mails.map(() => takeToken()))
  if (tokens.includes(false)) return 'no-token'
  for (const mail of mails) await mailer.send(mail)
  return 'mailed'
}

/** The former address comes first, since its owner may have to object. */
function mailsToBothAddresses(
  voter: Voter,
  mailToFormerAddress: MailContent | undefined,
  mailToCurrentAddress: MailContent,
): Mail[] {
  const { formerEmail: to, mailFailure } = voter
  const isCurrentRefused = refusesMail(voter)
  // A final failure that does not concern the current address is attributed to the former one.
  const isFormerRefused = mailFailure?.final && !isCurrentRefused
  return [
    ...(mailToFormerAddress && to && !isFormerRefused ? [{ to, ...mailToFormerAddress }] : []),
    ...(isCurrentRefused ? [] : [{ ...recipientOf(voter), ...mailToCurrentAddress }]),
  ]
}

interface NotificationRule<T> {
  changedAt?(voter: Voter): AnyInstant | undefined
  mail(ports: Dependencies, voter: Voter, notification: T): MailContent | undefined
  mailToFormerAddress?(ports: Dependencies, voter: Voter, notification: T): MailContent | undefined
}

type StaffNotification = AccountNotification & { news: FileOpeningKind | StaffMailAction }

/** If the address was corrected afterwards, perhaps by the same staff member, the former one gets a mail too. */
const staffRule: NotificationRule<StaffNotification> = {
  mail({ election, siteUrl }, { firstName }, { news, at }) {
    const facts = { firstName, siteUrl, at }
    return isFileOpening(news)
      ? fileOpenedMail(election, { ...facts, by: news })
      : staffActionMail(election, { ...facts, action: news })
  },
  mailToFormerAddress(ports, voter, notification) {
    const { addressCorrectedAt } = voter
    const isCorrectedSince = addressCorrectedAt && addressCorrectedAt > notification.at
    return isCorrectedSince ? staffRule.mail(ports, voter, notification) : undefined
  },
}

const knownPhoneRule = (
  attribute: 'setAt' | 'liftedAt',
  mailOf: typeof phoneSetMail,
): NotificationRule<{ at: ElectionInstant }> => ({
  changedAt: ({ knownPhone }) => knownPhone?.[attribute],
  mail: ({ election, siteUrl, toWall }, { firstName, knownPhone }, { at }) =>
    knownPhone &&
    mailOf(election, {
      ...{ ...knownPhone, firstName, siteUrl, at: toWall(at) },
      settlesAt: toWall(knownPhone.settlesAt),
    }),
})

const mailIfCurrent =
  (isObsolete: (voter: Voter) => unknown, mailOf: typeof noticeRenewedMail) =>
  ({ election, siteUrl }: Dependencies, voter: Voter, { at }: { at: WallInstant }) =>
    isObsolete(voter) ? undefined : mailOf(election, { firstName: voter.firstName, siteUrl, at })

const rules: {
  [Name in Exclude<AccountNotification['news'], StaffNotification['news']>]: NotificationRule<
    Extract<AccountNotification, { news: Name }>
  >
} = {
  'password-set': {
    changedAt: ({ passwordSetAt }) => passwordSetAt,
    mail({ election, siteUrl, toWall }, { firstName, passwordRenewedAt }, { at }) {
      const isRenewal = passwordRenewedAt?.getTime() === at.getTime()
      const resumeAt = toWall(secondsLater(at, election.bothLostHours * 3600))
      const reissuesResumeAt = isRenewal ? resumeAt : undefined
      return passwordSetMail(election, { firstName, siteUrl, at: toWall(at), reissuesResumeAt })
    },
  },
  'both-factors-lost': {
    mail({ election, siteUrl, toWall }, voter, { at }) {
      const waitEndsAt = bothFactorsLostUntil(voter, election.bothLostHours, at)
      const facts = { firstName: voter.firstName, siteUrl, at: toWall(at) }
      return waitEndsAt && bothFactorsLostMail(election, { ...facts, until: toWall(waitEndsAt) })
    },
  },
  'identity-refused': {
    mail({ election, siteUrl, keys, toWall }, voter, { at }) {
      const { firstName, passwordSetAt } = voter
      if (passwordSetAt && passwordSetAt >= at) return undefined
      const link = sessionsLink(siteUrl, keys, voter)
      return identityRefusedMail(election, { firstName, link, at: toWall(at) })
    },
  },
  'phone-set': knownPhoneRule('setAt', phoneSetMail),
  'phone-removed': {
    changedAt: ({ formerPhone }) => formerPhone?.changedAt,
    mail: ({ election, siteUrl, toWall }, { firstName, formerPhone }, { at }) =>
      formerPhone &&
      phoneRemovedMail(election, {
        ...{ ...formerPhone, firstName, siteUrl, at: toWall(at) },
        isUndoable: at < election.dates.voteClosesAt && Boolean(undoablePhone({ formerPhone }, at)),
      }),
  },
  'phone-change-undone': knownPhoneRule('setAt', phoneUndoneMail),
  'delay-lifted': knownPhoneRule('liftedAt', delayLiftedMail),
  'roll-corrected': {
    changedAt: ({ correctedAt }) => correctedAt,
    mail({ election, siteUrl, toWall }, voter, { at }) {
      const { email, firstName, lastName, formerEmail, repairedAt } = voter
      if (voter.removedAt) return undefined
      const ballots = election.ballots.filter(({ id }) => voter.ballots.includes(id))
      const resumeAt = repairedAt && bothFactorsLostUntil(voter, election.bothLostHours, repairedAt)
      return rollCorrectedMail(election, {
        ...{ firstName, siteUrl, at, lastName, email },
        ballots: ballots.map(({ title }) => title),
        hasNewEmail: formerEmail !== undefined,
        reissuesResumeAt: resumeAt && toWall(resumeAt),
      })
    },
    mailToFormerAddress: mailIfCurrent(() => false, addressReplacedMail),
  },
  'roll-removed': {
    changedAt: ({ removedAt }) => removedAt,
    mail({ election, siteUrl }, { firstName }, { at }) {
      const { contestUntil } = election.dates
      const until = contestUntil > at ? contestUntil : undefined
      return rollRemovedMail(election, { firstName, siteUrl, at, contestUntil: until })
    },
  },
  'notice-returned': {
    changedAt: ({ noticeReturnedAt }) => noticeReturnedAt,
    mail({ election, siteUrl, toWall }, voter, { at }) {
      const { firstName, removedAt, noticeReturnedAt, identifierHash } = voter
      const hasIdentifier = identifierHash !== (noticeReturnedAt && returnedHash(noticeReturnedAt))
      if (removedAt || hasIdentifier) return undefined
      const { reissueOpensAt, reissueClosesAt } = election.dates
      return noticeReturnedMail(election, {
        ...{ firstName, siteUrl, at },
        reissueOpensAt: toWall(reissueOpensAt),
        reissueClosesAt: toWall(reissueClosesAt),
      })
    },
  },
  'notice-renewed': {
    changedAt: ({ noticeRenewedAt }) => noticeRenewedAt,
    mail: mailIfCurrent((voter) => voter.removedAt ?? voter.noticeReturnedAt, noticeRenewedMail),
  },
  'account-restored': {
    changedAt: ({ restoredAt }) => restoredAt,
    mail: mailIfCurrent((voter) => voter.removedAt, accountRestoredMail),
  },
}

const ruleOf = (notification: AccountNotification): NotificationRule<AccountNotification> =>
  isStaffNotification(notification) ? staffRule : rules[notification.news]

const isFileOpening = (news: AccountNotification['news']): news is FileOpeningKind =>
  news.startsWith('file-opened')

const isStaffNotification = (event: AccountNotification): event is StaffNotification =>
  isFileOpening(event.news) || staffNotifications.some((name) => name === event.news)

interface Dependencies
  extends Pick<
    ReissuePorts,
    'voters' | 'mailer' | 'takeToken' | 'election' | 'siteUrl' | 'toWall'
  > {
  keys: KeysFor<'sessions-link'>
}
