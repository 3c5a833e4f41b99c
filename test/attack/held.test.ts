import { expect, test } from 'vitest'
import { sized } from '../size.ts'
import { isHeld } from './attack.ts'
import { type AttackName, attackNames, replay } from './replay.ts'

/** Whoever finds another attack adds it here, and to `npm run attack`. */
const held = sized<readonly AttackName[]>(['cookies', 'unavailable', 'known'], attackNames)

test('an attack that failed once fails again', async () => {
  const findings = await replay(held)
  expect(findings.filter((finding) => !isHeld(finding))).toEqual([])
  expect(new Set(findings.map(({ name }) => name))).toEqual(new Set(held))
}, 600_000)
