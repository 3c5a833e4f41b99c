import { expect, test } from 'vitest'
import { reportMissingSms } from '../../functions/withdraw-reissue/report-missing-sms.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aSignedInVoter, type SignedInVoter } from '../builders/voters.ts'

const { tables, voter, phone } = await forEachTest(aVoterWorld)

const late = secondsLater(now, 600)
const report = (
  reissueId: string,
  claim: SignedInVoter['session'] | undefined = voter.session,
  at: ElectionInstant = late,
) => reportMissingSms({ ...tables, clock: () => at }, { claim, reissueId })

test('an SMS that a voter misses is counted once for each request, with the state it was missed in', async () => {
  const reissue = await acceptReissue(tables, voter, { phone })
  await sendTo(tables, reissue, phone)
  expect(await report(reissue.reissueId)).toEqual({ outcome: 'recorded', state: 'sent' })
  expect(await report(reissue.reissueId)).toEqual({ outcome: 'unchanged' })
})

test('an SMS that a voter misses is not counted before anybody can miss it, and is counted after', async () => {
  const reissue = await acceptReissue(tables, voter, { phone })
  const { reissueId, expectedAt } = reissue
  const at = (instant: ElectionInstant) => report(reissueId, voter.session, instant)
  expect(await at(secondsLater(expectedAt, -0.001))).toEqual({ outcome: 'unchanged' })
  expect(tables.look.reissue(reissueId).notReceivedAt).toBeUndefined()
  expect(await at(expectedAt)).toEqual({ outcome: 'recorded', state: 'accepted' })
  expect(tables.look.reissue(reissueId).notReceivedAt).toEqual(expectedAt)
})

test('an SMS can be missed five minutes after it left, though it was expected later', async () => {
  const { reissueId } = await acceptReissue(tables, voter, { phone })
  await sendTo(tables, { reissueId }, phone)
  const changed = { ...tables.look.reissue(reissueId), expectedAt: secondsLater(now, 3600) }
  const reissues = { find: async () => changed }
  const at = (seconds: number) =>
    reportMissingSms(
      { ...tables, reissues, clock: () => secondsLater(now, seconds) },
      { claim: voter.session, reissueId },
    )
  expect(await at(419.999)).toEqual({ outcome: 'unchanged' })
  expect(await at(420)).toEqual({ outcome: 'recorded', state: 'sent' })
})

test('an SMS can be missed by its own voter only', async () => {
  const { reissueId } = await acceptReissue(tables, await aSignedInVoter(tables))
  expect(await report(reissueId)).toEqual({ outcome: 'not-found' })
  expect(tables.look.reissue(reissueId).notReceivedAt).toBeUndefined()
})
