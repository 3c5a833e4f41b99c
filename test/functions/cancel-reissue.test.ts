import { expect, test } from 'vitest'
import {
  cancelReissue,
  previewCancellation,
} from '../../functions/cancel-reissue/cancel-reissue.ts'
import { cancelToken } from '../../shared/domain/reissue/cancellations.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { holdsIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { keys, later, now } from '../builders/values.ts'
import { aRequestWorld } from '../builders/voter-world.ts'
import { aPhone, aSignedInVoter } from '../builders/voters.ts'
import { failing, intercept } from '../fakes/interception.ts'

const { begin, tables, voter, phone, reissue, notifications, events, ports } =
  await forEachTest(aRequestWorld)

const look = () => tables.look.reissue(reissue.reissueId)

const cancel = (
  link: { reissueId?: string; token?: string } = {},
  engines: Partial<Parameters<typeof cancelReissue>[0]> = {},
) =>
  cancelReissue(
    { ...ports, ...engines },
    { reissueId: reissue.reissueId, token: cancelToken(keys, reissue.reissueId), ...link },
  )

test('the cancel link shows what it would stop to its holder alone, and stops nothing by that', async () => {
  const link = { reissueId: reissue.reissueId, token: cancelToken(keys, reissue.reissueId) }
  const preview = (changes: Partial<typeof link>) =>
    previewCancellation(ports, { ...link, ...changes })
  expect(await preview({})).toMatchObject({
    outcome: 'found',
    reissue: { reissueId: link.reissueId },
  })
  for (const wrong of [{ token: `${link.token}x` }, { reissueId: 'another' }])
    expect(await preview(wrong)).toEqual({ outcome: 'unknown-link' })
  expect(tables.look.reissue(link.reissueId).state).toBe('accepted')
})

test('the cancel link stops the request: no SMS, the identifier stays, the attempt comes back', async () => {
  expect(await cancel()).toEqual({ outcome: 'cancelled' })
  const { sending, text } = await sendTo(tables, reissue, phone)
  expect([sending.outcome, text]).toEqual(['over', undefined])
  const line = tables.look.voter(voter.voterId)
  expect(holdsIdentifier(keys, line, voter.identifier)).toBe(true)
  expect(line.reissueCount).toBe(0)
  expect(tables.look.phone(hashPhone(keys, phone))).toMatchObject({ reissueCount: 0, smsCount: 0 })
  expect(tables.look.reissue(reissue.reissueId).sealedPhone).toBeUndefined()
})

test('the cancel link is followed by a mail, which stays due if its message could not be put', async () => {
  await cancel()
  expect(notifications.ids()).toEqual([reissue.reissueId])
  await begin()
  const refusing = { put: () => Promise.reject(new Error('no answer')) }
  expect(await cancel({}, { notifications: refusing })).toEqual({ outcome: 'cancelled' })
  expect(events).toMatchObject([{ event: 'reissue.cancelled' }, { event: 'queue.put.failed' }])
  expect(tables.look.reissue(reissue.reissueId).mailDueAt).toEqual(later(120))
})

test('the cancel link serves once', async () => {
  await cancel()
  const before = tables.look.everything()
  expect(await cancel()).toEqual({ outcome: 'unknown-link' })
  expect(tables.look.everything()).toEqual(before)
})

test('the cancel link is too late once the SMS is leaving, or has left, arrived or failed', async () => {
  await tables.sendings.start(reissue, now)
  expect(await cancel()).toEqual({ outcome: 'too-late' })
  await sendTo(tables, reissue, phone, { at: later(300) })
  expect(await cancel()).toEqual({ outcome: 'too-late' })
  await tables.smsReceipts.recordDelivery(reissue.reissueId, now)
  expect(await cancel()).toEqual({ outcome: 'too-late' })
  const refused = await acceptReissue(tables, await aSignedInVoter(tables), { phone: aPhone() })
  await tables.sendings.fail(refused, 'invalid-number', now)
  const token = cancelToken(keys, refused.reissueId)
  expect(await cancel({ reissueId: refused.reissueId, token })).toEqual({ outcome: 'too-late' })
})

test('the cancel link stops a request whose SMS is refused by SNS at this moment', async () => {
  const cancellations = intercept(tables.cancellations, async (call) => {
    if (look().history.length === 1) await tables.sendings.start(reissue, now)
    return call.run()
  })
  const pause = () => tables.sendings.release(look(), now, false)
  expect(await cancel({}, { cancellations, pause })).toEqual({ outcome: 'cancelled' })
  expect(look().state).toBe('cancelled')
})

test.each([
  ['another request', () => ({ token: cancelToken(keys, 'reissue-2') })],
  ['a cut', () => ({ token: cancelToken(keys, reissue.reissueId).slice(0, -1) })],
  ['no ASCII', () => ({ token: 'é'.repeat(43) })],
  ['a request that is not there', () => ({ reissueId: 'x', token: cancelToken(keys, 'x') })],
])('the cancel link of %s is unknown and changes nothing', async (_, link) => {
  const before = tables.look.everything()
  expect(await cancel(link())).toEqual({ outcome: 'unknown-link' })
  expect(tables.look.everything()).toEqual(before)
})

test('the cancel link is not said to have stopped anything when the table gave no answer', async () => {
  const cancellations = failing(tables.cancellations, 'cancel', 'before')
  await expect(cancel({}, { cancellations })).rejects.toThrow('got no answer')
  expect(tables.look.reissue(reissue.reissueId).state).toBe('accepted')
})
