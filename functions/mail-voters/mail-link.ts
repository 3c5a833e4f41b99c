import { limitedCounter, retryTime } from '../../shared/domain/account/attempts.ts'
import {
  mailedCode,
  mailedCodeLink,
  mailedCodeMailLimit,
} from '../../shared/domain/account/mailed-code.ts'
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
import {
  countsOfOneMail,
  type LinkDays,
  mayMailLink,
  type QuotaPool,
} from '../../shared/domain/mail/links-share-of-quota.ts'
import { recipientOf } from '../../shared/domain/mail/mail.ts'
import { longestDelaySeconds } from '../../shared/domain/queues.ts'
import { addressEpoch, refusesMail } from '../../shared/domain/voter/voter.ts'
import type { Consumption } from '../../shared/runtime/queue.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { passwordLinkMail, signInCodeMail } from '../../shared/texts/mail/account-mails.ts'

type BudgetRefusal = 'no-budget' | 'no-more-today'

export type LinkMailResult =
  | 'mailed'
  | 'absent'
  | 'over'
  | 'refused'
  | 'too-many'
  | 'busy'
  | 'no-token'
  | BudgetRefusal

export async function mailPasswordLink(
  dependencies: Dependencies,
  request: PasswordLinkRequest,
  messageId: string,
): Promise<LinkMailResult> {
  const { voters, passwordLinks, mailer, takeToken, election, keys, siteUrl, clock } = dependencies
  const { voterId, requestedAt } = request
  // The link is read first: a password set between the two reads changes it, and `replace` then fails.
  const storedLink = await passwordLinks.find(voterId)
  const voter = await voters.find(voterId)
  if (!voter) return 'absent'
  // The id belongs to a corrected address, but links are stored under the voter's id.
  if (voter.voterId !== voterId) {
    return mailPasswordLink(dependencies, { ...request, voterId: voter.voterId }, messageId)
  }
  if (refusesMail(voter)) return 'refused'
  if (voter.passwordSetAt && voter.passwordSetAt >= requestedAt) return 'over'
  const token = linkToken(keys, voterId, messageId, storedLink?.newest?.tokenHash)
  const issueNow = () => issueLink(storedLink, request, hashLinkToken(token), clock())
  const preview = issueNow()
  if (preview.outcome !== 'issued') return preview.outcome
  const pool = isRepeat(preview.link, election.timeZone) ? 'repeats' : 'links'
  const budgetRefusal = await checkDayBudget(dependencies, pool)
  if (budgetRefusal) return budgetRefusal
  if (!(await takeToken())) return 'no-token'
  const laterBudgetRefusal = await checkDayBudget(dependencies, pool)
  if (laterBudgetRefusal) return laterBudgetRefusal
  const issuance = issueNow()
  if (issuance.outcome !== 'issued') return issuance.outcome
  if (!(await passwordLinks.replace(storedLink, issuance.link))) return 'busy'
  const isFirstPassword = voter.passwordHash === undefined
  await mailer.send({
    ...recipientOf(voter),
    ...passwordLinkMail(election, {
      firstName: voter.firstName,
      link: passwordLink(siteUrl, voterId, token, isFirstPassword),
      linkHours,
      isFirstPassword,
    }),
  })
  await countMail(dependencies, pool)
  await passwordLinks.markAsMailed(issuance.link)
  return 'mailed'
}

export function consumptionOf(mailing: LinkMailResult): Consumption {
  switch (mailing) {
    case 'busy':
      return 'later'
    case 'no-token':
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

function isRepeat({ issuedAt }: PasswordLink, timeZone: string): boolean {
  const [newest, ...olderDays] = issuedAt.map((at) => electionDayOf(at, timeZone).day).reverse()
  return olderDays.some((day) => day === newest)
}

export async function mailSignInCode(
  dependencies: CodePorts,
  { voterId }: PasswordLinkRequest,
): Promise<Exclude<LinkMailResult, 'over' | 'busy'>> {
  const { voters, attempts, mailer, takeToken, election, keys, siteUrl, clock } = dependencies
  const voter = await voters.find(voterId)
  if (!voter?.passwordHash) return 'absent'
  const owner = addressEpoch(voter)
  // The id belongs to a former address, and only the current one gets codes.
  if (owner.voterId !== voterId) return 'absent'
  if (refusesMail(voter)) return 'refused'
  const now = clock()
  const subject = [voterId, String(owner.sessionEpoch)]
  const counter = limitedCounter(keys, mailedCodeMailLimit, subject, now)
  const previousCount = await attempts.find(counter)
  if (retryTime(counter, previousCount)) return 'too-many'
  const pool = previousCount && previousCount.attempts > 0 ? 'repeats' : 'codes'
  const budgetRefusal = await checkDayBudget(dependencies, pool)
  if (budgetRefusal) return budgetRefusal
  if (!(await takeToken())) return 'no-token'
  // The attempt is charged after the wait for a token, so that a failed wait costs no attempt.
  const charge = await attempts.charge(counter, now)
  if (!charge.isAllowed) return 'too-many'
  let isMailed = false
  const chargedPool = charge.attempts > 1 ? 'repeats' : 'codes'
  try {
    const laterBudgetRefusal = await checkDayBudget(dependencies, chargedPool)
    if (laterBudgetRefusal) return laterBudgetRefusal
    const code = mailedCode(keys, owner, now)
    const link = mailedCodeLink(siteUrl, code)
    const { firstName } = voter
    const mail = signInCodeMail(election, { firstName, code, link })
    await mailer.send({ ...recipientOf(voter), ...mail })
    isMailed = true
  } finally {
    if (!isMailed) await attempts.refund(counter)
  }
  await countMail(dependencies, chargedPool)
  return 'mailed'
}

async function checkDayBudget(
  { linkDays, election, clock }: LinkPorts,
  pool: QuotaPool,
): Promise<BudgetRefusal | undefined> {
  const { mailsPerDay, timeZone } = election
  if (mailsPerDay === undefined) return undefined
  const counts = await linkDays.find(electionDayOf(clock(), timeZone))
  if (mayMailLink(counts, mailsPerDay, pool)) return undefined
  return pool === 'repeats' ? 'no-more-today' : 'no-budget'
}

async function countMail({ linkDays, election, clock }: LinkPorts, pool: QuotaPool): Promise<void> {
  if (election.mailsPerDay === undefined) return
  const day = electionDayOf(clock(), election.timeZone)
  // If this threw, a retry would mail again.
  await linkDays.count(day, countsOfOneMail(pool)).catch(() => {})
}

interface LinkPorts
  extends Pick<ReissuePorts, 'voters' | 'mailer' | 'takeToken' | 'election' | 'siteUrl' | 'clock'> {
  linkDays: LinkDays
}

interface Dependencies extends LinkPorts {
  passwordLinks: PasswordLinks
  keys: KeysFor<'password-link'>
}

interface CodePorts extends LinkPorts, Pick<ReissuePorts, 'attempts'> {
  keys: KeysFor<'attempt' | 'mailed-code'>
}
