import { toCaptchaItem } from '../../shared/tables/captchas.ts'
import { toSessionItem } from '../../shared/tables/sessions.ts'
import { toStored } from '../../shared/tables/stored.ts'
import { toVoterItem } from '../../shared/tables/voters.ts'
import { rulesTable } from '../builders/rules-table.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

const tables = await openEmbeddedTables()

rulesTable(async (decision, { claim, items }) => {
  const { session, voter, attempts, captcha, phone } = items
  const { attemptKey } = claim.identityAttempts
  await Promise.all([
    session && tables.put('sessions', toSessionItem(session)),
    voter && tables.put('voters', toVoterItem(voter)),
    attempts && tables.put('attempts', { attemptKey, ...toStored(attempts) }),
    captcha && tables.put('captchas', toCaptchaItem(captcha)),
    phone && tables.put('phones', toStored(phone)),
  ])
  const { admit, accept } = tables.reissueRequests
  const decided = await (decision === 'admission' ? admit(claim) : accept(claim))
  const isDone = decided.outcome === 'admitted' || decided.outcome === 'accepted'
  return isDone ? undefined : decided
})
