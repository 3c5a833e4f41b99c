import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { attemptCounter } from '../../shared/domain/account/attempts.ts'
import { deriveKeys } from '../../shared/domain/keys.ts'
import { identityLimit } from '../../shared/domain/reissue/identity-limits.ts'
import { voterId } from '../builders/values.ts'

const command = join(import.meta.dirname, '..', '..', 'bin', 'identity-attempts.ts')

test('the command of the runbook tells the key that lifts the wait of one voter', () => {
  const secret = 'a secret that serves in this test only'
  const keyNow = () =>
    attemptCounter(
      deriveKeys('proofKeys', { current: secret }),
      identityLimit,
      [voterId],
      new Date(),
    ).attemptKey
  // A run that meets midnight may tell either day's.
  const before = keyNow()
  const told = execFileSync(process.execPath, [command, voterId], {
    input: `${JSON.stringify({ current: secret })}\n`,
    encoding: 'utf8',
  })
  expect([before, keyNow()]).toContain(told.trim())
})
