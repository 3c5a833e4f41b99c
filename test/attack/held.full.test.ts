import { expect, test } from 'vitest'
import { isHeld } from './attack.ts'
import { attackNames, replay } from './replay.ts'

/** Whoever finds another attack adds it to `npm run attack`. */
test('an attack that failed once fails again', async () => {
  const findings = await replay(attackNames)
  expect(findings.filter((finding) => !isHeld(finding))).toEqual([])
  expect(new Set(findings.map(({ name }) => name))).toEqual(new Set(attackNames))
}, 600_000)
