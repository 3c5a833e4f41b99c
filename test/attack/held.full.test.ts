import { expect, test } from 'vitest'
import { isWithinBound } from './attack.ts'
import { type AttackName, attackNames, replay } from './replay.ts'

/**
 * These run only in `npm run attack`: hundreds of sign-ins for limits that `test/access` covers, and ten SMS in a row
 * for a ceiling that `sms-grants.contract.ts` covers.
 */
const heldElsewhere: readonly AttackName[] = ['spray', 'lockout', 'account', 'unreachable']

const held = attackNames.filter((name) => !heldElsewhere.includes(name))

test('an attack that once succeeded fails', async () => {
  const findings = await replay(held)
  expect(findings.filter((finding) => !isWithinBound(finding))).toEqual([])
  expect(new Set(findings.map(({ name }) => name))).toEqual(new Set(held))
}, 600_000)
