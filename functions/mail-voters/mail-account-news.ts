import type { AccountNews } from '../../shared/domain/account/account-news.ts'
import { addressedTo, type Mail } from '../../shared/domain/mail/mail.ts'
import { refusesMails, type Voter } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import type { MailText } from '../../shared/texts/mail/mail-layout.ts'
import { type MailPorts, ruleOf } from './mail-of-account.ts'

export type AccountMailing =
  | 'mailed'
  | 'absent'
  | 'over'
  | 'refused'
  /** The change that the news reports may still be written. */
  | 'not-yet'
  | 'no-turn'

/** News is queued before the change, which is written within the timeout of a function. */
const decidedAfterSeconds = 60

/** Mails account news, unless later news has replaced it. */
export async function mailAccountNews(
  dependencies: Dependencies,
  news: AccountNews,
  ageSeconds: number,
): Promise<AccountMailing> {
  const voter = await dependencies.voters.findAddressee(news.voterId)
  if (!voter) return 'absent'
  const rule = ruleOf(news)
  const doneAt = rule.doneAt ? rule.doneAt(voter) : news.at
  if (!doneAt || doneAt < news.at) return ageSeconds < decidedAfterSeconds ? 'not-yet' : 'over'
  const mail = doneAt > news.at ? undefined : rule.mail(dependencies, voter, news)
  if (!mail) return 'over'
  const formerMail = rule.formerMail?.(dependencies, voter, news)
  return mailAll(dependencies, toFormerAndCurrent(voter, formerMail, mail))
}

async function mailAll(
  { mailer, turn }: Dependencies,
  mails: Mail[],
): Promise<'mailed' | 'refused' | 'no-turn'> {
  if (mails.length === 0) return 'refused'
  // All tokens come first: a retry would send the first mail again.
  for (const _ of mails) if (!(await turn())) return 'no-turn'
  for (const mail of mails) await mailer.send(mail)
  return 'mailed'
}

/** The former address comes first: its reader may have to object. */
function toFormerAndCurrent(voter: Voter, former: MailText | undefined, current: MailText): Mail[] {
  const { formerEmail, mailFailure } = voter
  const refuses = refusesMails(voter)
  // If the new address accepts mail, a final failure concerns the former one.
  const formerRefused = mailFailure?.final && !refuses
  return [
    ...(former && formerEmail && !formerRefused ? [{ to: formerEmail, ...former }] : []),
    ...(refuses ? [] : [{ ...addressedTo(voter), ...current }]),
  ]
}

type Dependencies = MailPorts & Pick<ReissuePorts, 'voters' | 'mailer' | 'turn'>
