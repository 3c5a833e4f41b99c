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
import { daySpent, withinBudget } from './day-budget.ts'
import type { LinkMailing } from './mail-password-link.ts'

/**
 * Mails a voter who has a password the code that lets a browser try it. What it was charged is given back
 * when no mail leaves. A message that comes twice may mail the code twice: it is the same.
 */
export async function mailSignInCode(
  dependencies: Dependencies,
  { voterId }: PasswordLinkRequest,
): Promise<Exclude<LinkMailing, 'over' | 'busy'>> {
  const { voters, attempts, mailer, turn, election, keys, siteUrl, clock } = dependencies
  const voter = await voters.find(voterId)
  if (!voter?.passwordHash) return 'absent'
  const owner = addressEpoch(voter)
  // Asked for with the address before a correction: the code is for the one that is written to.
  if (owner.voterId !== voterId) return 'absent'
  if (refusesMails(voter)) return 'refused'
  const now = clock()
  // Of the epoch, as the code is: strangers who ask for all its mails leave those of the next.
  const subject = [voterId, String(owner.sessionEpoch)]
  const counter = limitedCounter(keys, mailedCodeMailLimit, subject, now)
  const mailed = await attempts.find(counter)
  if (allowedAt(counter, mailed)) return 'too-many'
  const spent = await daySpent(dependencies, poolOf(mailed?.attempts))
  if (spent) return spent
  if (!(await turn())) return 'no-turn'
  // Not before its turn: whatever ends the wait, it has cost nothing.
  const charge = await attempts.charge(counter, now)
  if (!charge.taken) return 'too-many'
  let isMailed = false
  try {
    const code = mailedCode(keys, owner, now)
    const link = mailedCodeLink(siteUrl, code)
    const { firstName } = voter
    return await withinBudget(dependencies, poolOf(charge.attempts - 1), async () => {
      const mail = signInCodeMail(election, { firstName, code, link })
      await mailer.send({ ...addressedTo(voter), ...mail })
      isMailed = true
      return 'mailed'
    })
  } finally {
    if (!isMailed) await attempts.refund(counter)
  }
}

/** @param before how many were mailed today */
const poolOf = (before = 0) => (before > 0 ? 'repeats' : 'codes')

interface Dependencies
  extends Pick<
    ReissuePorts,
    'voters' | 'attempts' | 'mailer' | 'turn' | 'election' | 'siteUrl' | 'clock'
  > {
  linkDays: LinkDays
  keys: KeysFor<'attempt' | 'mailed-code'>
}
