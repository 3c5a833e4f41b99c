import { expect, test } from 'vitest'
import { isHeld } from './attack.ts'
import { type AttackName, attackNames, replay } from './replay.ts'

/**
 * `npm run attack` alone plays hundreds of sign-ins, for limits that `test/access` holds, and ten SMS to one phone,
 * one after the other, for a ceiling that `sms-ceilings.contract.ts` holds on the embedded tables.
 */
const heldElsewhere: readonly AttackName[] = ['spray', 'lockout', 'account', 'unreachable']

/** Whoever finds another attack adds it to `npm run attack`. */
const held = attackNames.filter((name) => !heldElsewhere.includes(name))

test('an attack that succeeded once fails', async () => {
  const findings = await replay(held)
  expect(findings.filter((finding) => !isHeld(finding))).toEqual([])
  expect(new Set(findings.map(({ name }) => name))).toEqual(new Set(held))
}, 600_000)
