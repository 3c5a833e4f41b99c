import type { AccountNews } from '../../shared/domain/account/account-news.ts'
import { sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { addressedTo, type Mail } from '../../shared/domain/mail/mail.ts'
import { staffNews } from '../../shared/domain/staff-action.ts'
import { bothFactorsLostUntil, refusesMails, type Voter } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import {
  bothFactorsLostMail,
  identityRefusedMail,
  passwordSetMail,
} from '../../shared/texts/mail/account-mails.ts'
import type { MailText } from '../../shared/texts/mail/mail-layout.ts'
import {
  fileOpenedMail,
  type OpenedBy,
  type StaffDeed,
  staffActedMail,
} from '../../shared/texts/staff/staff-mails.ts'
import { mailAll, type RollNews, rollNews, toFormerAndCurrent } from './tell-of-roll.ts'

export type AccountMailing =
  | 'told'
  | 'absent'
  | 'over'
  | 'refused'
  /** Its write may still succeed. */
  | 'not-yet'
  | 'no-turn'

/** News is queued before its write, which ends within the timeout of a function. */
const decidedAfterSeconds = 60

/** Mails account news. Staff actions are also mailed to the address of that time. */
export async function tellOfAccount(
  dependencies: Dependencies,
  news: AccountNews,
  ageSeconds: number,
): Promise<AccountMailing> {
  const voter = await dependencies.voters.findAddressee(news.voterId)
  if (!voter) return 'absent'
  const { election, siteUrl } = dependencies
  if (isOfStaff(news)) {
    const done = { ...voter, siteUrl, at: news.at }
    const mail = isOpening(news.news)
      ? fileOpenedMail(election, { ...done, by: news.news })
      : staffActedMail(election, { ...done, deed: news.news })
    return mailAll(dependencies, toCurrentAndFormer(done, mail))
  }
  // A correction is also mailed to the former address, which may accept mail.
  if (news.news !== 'roll-corrected' && refusesMails(voter)) return 'refused'
  switch (news.news) {
    case 'password-set':
      return tellOfPassword(dependencies, voter, news.at, ageSeconds)
    case 'both-factors-lost':
      return tellOfRefusal(dependencies, voter, news.at)
    case 'identity-refused':
      return tellOfIdentity(dependencies, voter, news.at)
    default:
      return tellOfRoll(dependencies, voter, news, ageSeconds)
  }
}

const isOpening = (news: AccountNews['news']): news is OpenedBy => news.startsWith('file-opened')

const isOfStaff = (news: AccountNews): news is AccountNews & { news: OpenedBy | StaffDeed } =>
  isOpening(news.news) || staffNews.some((deed) => deed === news.news)

async function tellOfRoll(
  dependencies: Dependencies,
  voter: Voter,
  news: RollNews,
  ageSeconds: number,
): Promise<AccountMailing> {
  const { doneAt, isStillTrue, mails } = rollNews[news.news]
  const at = doneAt(voter)
  if (!at || at < news.at) return ageSeconds < decidedAfterSeconds ? 'not-yet' : 'over'
  if (at > news.at || !isStillTrue(voter)) return 'over'
  return mailAll(dependencies, mails(dependencies, voter, news.at))
}

async function tellOfPassword(
  dependencies: Dependencies,
  voter: Voter,
  newsAt: ElectionInstant,
  ageSeconds: number,
): Promise<AccountMailing> {
  const { election, siteUrl, wall } = dependencies
  const { passwordSetAt: at, passwordRenewedAt, firstName } = voter
  if (!at || at < newsAt) return ageSeconds < decidedAfterSeconds ? 'not-yet' : 'over'
  // A later password has its own news.
  if (at > newsAt) return 'over'
  const isRenewal = passwordRenewedAt?.getTime() === at.getTime()
  const mail = passwordSetMail(election, {
    firstName,
    siteUrl,
    kind: isRenewal ? 'changed' : 'created',
    at: wall(at),
    reissuesResumeAt: isRenewal ? wall(secondsLater(at, election.bothLostHours * 3600)) : undefined,
  })
  return send(dependencies, voter, mail)
}

async function tellOfRefusal(
  dependencies: Dependencies,
  voter: Voter,
  at: ElectionInstant,
): Promise<AccountMailing> {
  const { election, siteUrl, wall } = dependencies
  const until = bothFactorsLostUntil(voter, election.bothLostHours, at)
  if (!until) return 'over'
  const { firstName } = voter
  const facts = { firstName, siteUrl, at: wall(at), until: wall(until) }
  return send(dependencies, voter, bothFactorsLostMail(election, facts))
}

async function tellOfIdentity(
  dependencies: Dependencies,
  voter: Voter,
  at: ElectionInstant,
): Promise<AccountMailing> {
  const { election, siteUrl, keys, wall } = dependencies
  const { firstName, passwordSetAt } = voter
  if (passwordSetAt && passwordSetAt >= at) return 'over'
  const link = sessionsLink(siteUrl, keys, voter)
  return send(dependencies, voter, identityRefusedMail(election, { firstName, link, at: wall(at) }))
}

/** Includes the former address if it was corrected since, perhaps by the same staff member. */
function toCurrentAndFormer(voter: Voter & { at: WallInstant }, mail: MailText): Mail[] {
  const { addressCorrectedAt, at } = voter
  const isCorrected = addressCorrectedAt !== undefined && addressCorrectedAt > at
  return toFormerAndCurrent(voter, isCorrected ? mail : undefined, mail)
}

function send(dependencies: Dependencies, voter: Voter, mail: MailText): Promise<AccountMailing> {
  return mailAll(dependencies, [{ ...addressedTo(voter), ...mail }])
}

interface Dependencies
  extends Pick<ReissuePorts, 'voters' | 'mailer' | 'turn' | 'election' | 'siteUrl' | 'wall'> {
  keys: KeysFor<'sessions-link'>
}
