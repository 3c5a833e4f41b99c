import { describe, expect, it } from 'vitest'
import {
  acceptanceRules,
  admissionRules,
  type RuleName,
} from '../../shared/domain/reissue/reissue-rules.ts'
import { toCaptchaItem } from '../../shared/tables/captchas.ts'
import { toSessionItem } from '../../shared/tables/sessions.ts'
import { toVoterItem } from '../../shared/tables/voters.ts'
import {
  aSituation,
  breaks,
  type Change,
  changed,
  holds,
  noVoter,
  pairsOf,
} from '../builders/situations.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

// `test/domain/reissue-rules.test.ts` checks the domain's form of these rules.

const tables = await openEmbeddedTables()
async function decided(decision: 'admission' | 'acceptance', ...changes: Change[]) {
  const { claim, items } = changed(aSituation(decision), ...changes)
  const { session, voter, attempts, captcha, phone } = items
  await Promise.all([
    session && tables.put('sessions', toSessionItem(session)),
    voter && tables.put('voters', toVoterItem(voter)),
    attempts &&
      tables.put('attempts', {
        attemptKey: claim.identityAttempts.attemptKey,
        attempts: attempts.attempts,
        ...(attempts.lastAt && { lastAt: attempts.lastAt.toISOString() }),
      }),
    captcha && tables.put('captchas', toCaptchaItem(captcha)),
    phone &&
      tables.put('phones', {
        ...phone,
        ...(phone.freedAt && { freedAt: phone.freedAt.toISOString() }),
      }),
  ])
  const { admit, accept } = tables.reissueRequests
  return decision === 'admission' ? admit(claim) : accept(claim)
}

describe.each([
  ['admission', admissionRules, 'admitted'],
  ['acceptance', acceptanceRules, 'accepted'],
] as const)('the conditions of %s', (decision, rules, outcome) => {
  const names = Object.keys(rules) as RuleName[]

  it('let a request pass that is right', async () => {
    expect(await decided(decision)).toEqual({ outcome })
  })

  it.each(holds)('let it pass with $what', async (change) => {
    expect(await decided(decision, change)).toEqual({ outcome })
  })

  it.each([noVoter, ...names.flatMap((name) => breaks[name])])(
    'refuse $what, told as $told.reason',
    async (change) => {
      expect(await decided(decision, change)).toEqual({ outcome: 'refused', ...change.told })
    },
  )

  it.each(pairsOf(names))(
    'refuse $first.what and $second.what, told as the first',
    async ({ first, second }) => {
      const refused = { outcome: 'refused', ...first.told }
      expect(await decided(decision, second, first)).toEqual(refused)
    },
  )
})
