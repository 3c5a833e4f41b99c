import { expect, it } from 'vitest'
import { capacityTexts as texts } from '../../shared/texts/preflight/capacity.ts'
import {
  judgeApiThrottle,
  judgeConcurrency,
  judgeTableWrites,
} from '../../team/preflight/account-quotas.ts'
import { blocks, ok, warning } from '../../team/preflight/finding.ts'

// At these rates the senders keep 32 for themselves, and Lambda wants 100 beside.
const file = { smsPerSecond: 10, mailsPerSecond: 14, lambdaConcurrency: 132 as number | undefined }
const granted = (number: number, unreserved = number) => ({
  ConcurrentExecutions: number,
  UnreservedConcurrentExecutions: unreserved,
})

it.each([
  ['less than the file counts on', granted(131), {}, blocks(texts.concurrencyTooLow(131, 132))],
  [
    'too few for the senders to have a part',
    granted(131),
    { lambdaConcurrency: 10 },
    blocks(texts.concurrencyTiny(131, 132)),
  ],
  ['too few for a first morning', granted(499), {}, warning(texts.concurrencyShort(499, 500))],
  [
    'a file that does not say',
    granted(1000),
    { lambdaConcurrency: undefined },
    warning(texts.concurrencyUntold(1000, 132)),
  ],
  ['what others keep', granted(1000, 131), {}, blocks(texts.concurrencyReserved(131, 132))],
])('of Lambda it is told: %s', (_, limit, changes, finding) => {
  expect(judgeConcurrency(limit, { ...file, ...changes }, false)).toContainEqual(finding)
})

it('what this election keeps of Lambda itself is no matter', () => {
  expect(judgeConcurrency(granted(1000, 131), file, true)).toEqual([ok(texts.concurrency(1000))])
})

it('a gateway or a table that takes less than the stacks ask for is told', () => {
  const needed = { perSecond: 6540, burst: 1500 }
  const verdicts = [
    [6540, 1500],
    [6539, 1500],
    [6540, 1499],
  ].map(([perSecond = 0, burst = 0]) => judgeApiThrottle({ perSecond, burst }, needed)[0]?.verdict)
  expect(verdicts).toEqual(['ok', 'warning', 'warning'])
  expect(judgeTableWrites(11_000, 11_000)[0]?.verdict).toBe('ok')
  expect(judgeTableWrites(10_999, 11_000)[0]?.verdict).toBe('blocks')
})
