import { allowedAt, limitedCounter } from '../../shared/domain/account/attempts.ts'
import {
  mailedCode,
  mailedCodeLink,
  mailedCodeMailLimit,
} from '../../shared/domain/account/mailed-code.ts'
import type { PasswordLinkRequest } from '../../shared/domain/account/password-link.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { LinkDays } from '../../shared/domain/mail/links-share-of-quota.ts'
import { addressedTo } from '../../shared/domain/mail/mail.ts'
import { addressEpoch, refusesMails } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { signInCodeMail } from '../../shared/texts/mail/account-mails.ts'
import { checkDayBudget, countMailed } from './day-budget.ts'
import type { LinkMailing } from './mail-password-link.ts'

/** Mails the code that lets a browser try a password. A redelivered message may mail the same code. */
export async function mailSignInCode(
  dependencies: Dependencies,
  { voterId }: PasswordLinkRequest,
): Promise<Exclude<LinkMailing, 'over' | 'busy'>> {
  const { voters, attempts, mailer, turn, election, keys, siteUrl, clock } = dependencies
  const voter = await voters.find(voterId)
  if (!voter?.passwordHash) return 'absent'
  const owner = addressEpoch(voter)
  // The address has since been corrected, and codes go to the new one.
  if (owner.voterId !== voterId) return 'absent'
  if (refusesMails(voter)) return 'refused'
  const now = clock()
  // Counted per session epoch, as codes are: strangers cannot use up the mails of the next epoch.
  const subject = [voterId, String(owner.sessionEpoch)]
  const counter = limitedCounter(keys, mailedCodeMailLimit, subject, now)
  const previousMails = await attempts.find(counter)
  if (allowedAt(counter, previousMails)) return 'too-many'
  const pool = previousMails && previousMails.attempts > 0 ? 'repeats' : 'codes'
  const overBudget = await checkDayBudget(dependencies, pool)
  if (overBudget) return overBudget
  if (!(await turn())) return 'no-turn'
  // Charged after the wait, so a failed wait costs nothing.
  const charge = await attempts.charge(counter, now)
  if (!charge.taken) return 'too-many'
  let isMailed = false
  // The second of two concurrent messages is a repeat.
  const chargedPool = charge.attempts > 1 ? 'repeats' : 'codes'
  try {
    const overBudgetNow = await checkDayBudget(dependencies, chargedPool)
    if (overBudgetNow) return overBudgetNow
    const code = mailedCode(keys, owner, now)
    const link = mailedCodeLink(siteUrl, code)
    const { firstName } = voter
    const mail = signInCodeMail(election, { firstName, code, link })
    await mailer.send({ ...addressedTo(voter), ...mail })
    isMailed = true
  } finally {
    if (!isMailed) await attempts.refund(counter)
  }
  await countMailed(dependencies, chargedPool)
  return 'mailed'
}

interface Dependencies
  extends Pick<
    ReissuePorts,
    'voters' | 'attempts' | 'mailer' | 'turn' | 'election' | 'siteUrl' | 'clock'
  > {
  linkDays: LinkDays
  keys: KeysFor<'attempt' | 'mailed-code'>
}
