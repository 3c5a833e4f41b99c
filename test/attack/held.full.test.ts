import { expect, test } from 'vitest'
import { isWithinBound } from './attack.ts'
import { attackNames, replay } from './replay.ts'

// `npm run attack` replays the lockout too, whose poller takes a minute; `test/access` covers its limits.
const held = attackNames.filter((name) => name !== 'lockout')

test('an attack that once succeeded fails', async () => {
  const findings = await replay(held)
  expect(findings.filter((finding) => !isWithinBound(finding))).toEqual([])
  expect(new Set(findings.map(({ name }) => name))).toEqual(new Set(held))
}, 600_000)
