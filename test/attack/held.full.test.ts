import { expect, test } from 'vitest'
import { isHeld } from './attack.ts'
import { type AttackName, attackNames, replay } from './replay.ts'

/** Hundreds of sign-ins each, for limits that `test/access` holds: `npm run attack` alone plays them. */
const ofSignIns: readonly AttackName[] = ['spray', 'lockout', 'account']

/** Whoever finds another attack adds it to `npm run attack`. */
const held = attackNames.filter((name) => !ofSignIns.includes(name))

test('an attack that succeeded once fails', async () => {
  const findings = await replay(held)
  expect(findings.filter((finding) => !isHeld(finding))).toEqual([])
  expect(new Set(findings.map(({ name }) => name))).toEqual(new Set(held))
}, 600_000)
