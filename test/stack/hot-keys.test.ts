import { expect, it } from 'vitest'
import {
  groupPauseMilliseconds,
  groupSize,
} from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { requestsPerSecond } from '../../lib/route-throttles.ts'
import { reconcilerShards } from '../../shared/tables/reissues.ts'
import { textOf } from '../house-rules/repository.ts'

const { properties } = JSON.parse(textOf('docs/election.schema.json'))
const sms: number = properties.smsPerSecond.maximum
const mails: number = properties.mailsPerSecond.maximum
/** SES may pause an account above a bounce rate of 10 %. */
const bounces = mails / 10
const requests = requestsPerSecond('POST /api/reissues')
/** Each requeued request moves within an index: two writes. */
const requeueWrites = (2 * groupSize * 1000) / groupPauseMilliseconds

// Writes of each call: `test/simulation/written-keys.test.ts`.
it.each([
  ['the SMS of a day: each is counted, and given back if SNS does not take it', 2 * sms],
  ['the hand-overs of a day: each is counted, and again if its receipt says failed', 2 * sms],
  ['the domains of an hour: each voter whose mail does not arrive counts once', mails],
  ['the slots: each request takes one by two writes at most', 2 * requests],
  [
    'a shard of the SMS that are due: accepted, begun by two writes, ended, bounced; and the reconciler',
    (requests + 3 * sms + 2 * bounces + requeueWrites) / reconcilerShards,
  ],
  [
    'a shard of the mails that are due: accepted, SMS sent, each mail told, bounced; and the reconciler',
    (requests + sms + mails + bounces + requeueWrites) / reconcilerShards,
  ],
  [
    'a shard of the SMS that have not left: accepted, ended, bounced',
    (requests + sms + 2 * bounces) / reconcilerShards,
  ],
])('at the highest rates that the schema allows, no key is hot: %s', (_, writesPerSecond) => {
  expect(writesPerSecond).toBeGreaterThan(0)
  expect(writesPerSecond).toBeLessThanOrEqual(300)
})
