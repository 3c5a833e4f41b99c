import {
  hashLinkToken,
  issueLink,
  linkHours,
  linkToken,
  type PasswordLink,
  type PasswordLinkRequest,
  type PasswordLinks,
  passwordLink,
} from '../../shared/domain/account/password-link.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { LinkDays } from '../../shared/domain/mail/links-share-of-quota.ts'
import { addressedTo } from '../../shared/domain/mail/mail.ts'
import { longestDelaySeconds } from '../../shared/domain/queues.ts'
import { refusesMails } from '../../shared/domain/voter/voter.ts'
import type { Consumption } from '../../shared/runtime/queue.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { passwordLinkMail } from '../../shared/texts/mail/account-mails.ts'
import { type BudgetRefusal, checkDayBudget, countMailed } from './day-budget.ts'

export type LinkMailing =
  | 'mailed'
  | 'absent'
  | 'over'
  | 'refused'
  | 'too-many'
  /** A concurrent message for the same voter won. */
  | 'busy'
  /** More urgent mails use up the rate limit. */
  | 'no-turn'
  | BudgetRefusal

/** Mails the password link; older links then stop working. A redelivered message mails the same link. */
export async function mailPasswordLink(
  dependencies: Dependencies,
  request: PasswordLinkRequest,
  messageId: string,
): Promise<LinkMailing> {
  const { voters, passwordLinks, mailer, turn, election, keys, siteUrl, clock } = dependencies
  const { voterId, requestedAt } = request
  // Read in this order: a password set in between changes the link, so `replace` fails.
  const last = await passwordLinks.find(voterId)
  const voter = await voters.find(voterId)
  if (!voter) return 'absent'
  // The id of a corrected address leads to the voter and holds no password.
  if (voter.voterId !== voterId) {
    return mailPasswordLink(dependencies, { ...request, voterId: voter.voterId }, messageId)
  }
  if (refusesMails(voter)) return 'refused'
  if (voter.passwordSetAt && voter.passwordSetAt >= requestedAt) return 'over'
  const token = linkToken(keys, voterId, messageId, last?.newest?.tokenHash)
  const issueNow = () => issueLink(last, request, hashLinkToken(token), clock())
  const preview = issueNow()
  if (preview.outcome !== 'issued') return preview.outcome
  const pool = isRepeated(preview.link, election.timeZone) ? 'repeats' : 'links'
  const overBudget = await checkDayBudget(dependencies, pool)
  if (overBudget) return overBudget
  // Taken last, so requests that mail nothing use no token.
  if (!(await turn())) return 'no-turn'
  const overBudgetNow = await checkDayBudget(dependencies, pool)
  if (overBudgetNow) return overBudgetNow
  const issue = issueNow()
  if (issue.outcome !== 'issued') return issue.outcome
  if (!(await passwordLinks.replace(last, issue.link))) return 'busy'
  const first = voter.passwordHash === undefined
  await mailer.send({
    ...addressedTo(voter),
    ...passwordLinkMail(election, {
      firstName: voter.firstName,
      link: passwordLink(siteUrl, voterId, token, first),
      hours: linkHours,
      first,
    }),
  })
  await countMailed(dependencies, pool)
  await passwordLinks.settle(issue.link)
  return 'mailed'
}

export function consumptionOf(mailing: LinkMailing): Consumption {
  switch (mailing) {
    case 'busy':
      return 'later'
    case 'no-turn':
      return 'requeue'
    case 'no-budget':
      return { requeueAfterSeconds: longestDelaySeconds }
    case 'mailed':
    case 'absent':
    case 'over':
    case 'refused':
    case 'too-many':
    case 'no-more-today':
      return 'done'
  }
}

/** True if an earlier link was issued on the day of the newest. */
function isRepeated({ issuedAt }: PasswordLink, timeZone: string): boolean {
  const [newest, ...olderDays] = issuedAt.map((at) => electionDayOf(at, timeZone).day).reverse()
  return olderDays.some((day) => day === newest)
}

interface Dependencies
  extends Pick<ReissuePorts, 'voters' | 'mailer' | 'turn' | 'election' | 'siteUrl' | 'clock'> {
  passwordLinks: PasswordLinks
  linkDays: LinkDays
  keys: KeysFor<'password-link'>
}
