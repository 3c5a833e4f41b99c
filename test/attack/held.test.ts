import { expect, test } from 'vitest'
import { isHeld } from './attack.ts'
import { type AttackName, replay } from './replay.ts'

/** Those that nothing of `npm run attack` finds to succeed. Whoever mends another adds it here. */
const held: AttackName[] = ['identity', 'hostile']

test('an attack that failed once fails again', async () => {
  const findings = await replay(held)
  expect(findings.filter((finding) => !isHeld(finding))).toEqual([])
  expect(new Set(findings.map(({ name }) => name))).toEqual(new Set(held))
}, 600_000)
