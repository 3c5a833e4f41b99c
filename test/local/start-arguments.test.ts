import { expect, test } from 'vitest'
import { localRuns } from './spawned-run.ts'

const { spawnLocal } = localRuns()

const portRange = 'PORT must be a whole number from 1 to 65531, not'
const delayRange = 'SMS_DELAY_SECONDS must be a whole number from 0 to 900, not'
const fourDigits = 'CAPTCHA_TEST_CODE must be four digits'

test.concurrent.each<[Record<string, string>, string[], string]>([
  [{ PORT: 'http' }, [], `${portRange} "http"`],
  [{ PORT: '65532' }, [], `${portRange} "65532"`],
  [{ SMS_DELAY_SECONDS: '901' }, [], `${delayRange} "901"`],
  [{ CAPTCHA_TEST_CODE: '945' }, [], fourDigits],
  [{}, ['--dat', 'x'], "Unknown option '--dat'"],
  [{}, ['x'], "Unexpected argument 'x'"],
  [{}, ['--data'], "Option '--data <value>' argument missing"],
])(
  '%j %j is refused before anything starts',
  async (settings, args, message) => {
    const { said, exit } = spawnLocal(settings, ...args)
    expect(await exit).toBe(1)
    expect(said.stderr.split('\n')[0]).toContain(message)
    expect(said.stderr).not.toMatch(/^ +at /m)
    expect(said.stdout).toBe('')
  },
  120_000,
)
