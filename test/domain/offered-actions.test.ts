import { expect, it, test } from 'vitest'
import { reasonBody } from '../../shared/contract/files.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import {
  delayedRequestId,
  offeredActions,
  takenPhoneOf,
} from '../../shared/domain/staff/offered-actions.ts'
import { isNoticePrintedFor } from '../../shared/domain/staff/printed-notice.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { accountState } from '../../shared/domain/staff/staff-approval.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { checkBody } from '../../shared/runtime/check-body.ts'
import { aReissue, aVoter, bothClocks, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const milliseconds = (instant: ElectionInstant, count: number) =>
  bothClocks(instant.getTime() + count)

const { reissueOpensAt, reissueClosesAt, voteClosesAt } = election.dates
const offered = (changes: Partial<Parameters<typeof offeredActions>[0]> = {}) =>
  offeredActions({
    voter: aVoter({ passwordHash: 'a hash' }),
    ...{ latest: undefined, election, now },
    ...changes,
  })

test('the actions offered to staff include printing a notice while requests are open', () => {
  const at = (instant: ElectionInstant, count: number) =>
    offered({ now: milliseconds(instant, count) }).includes('print-notice')
  expect([at(reissueOpensAt, -1), at(reissueOpensAt, 0)]).toEqual([false, true])
  expect([at(reissueClosesAt, -1), at(reissueClosesAt, 0)]).toEqual([true, false])
})

test('the actions offered to staff include printing a notice up to the number of requests plus the extra notices', () => {
  const { limits } = election
  const isOffered = (beyond: number, noticesBeyondRequests: number) =>
    offered({
      voter: aVoter({ passwordHash: '', reissueCount: limits.reissuesPerVoter + beyond }),
      election: { ...election, limits: { ...limits, noticesBeyondRequests } },
    }).includes('print-notice')
  expect([isOffered(-1, 0), isOffered(0, 0)]).toEqual([true, false])
  expect([isOffered(0, 1), isOffered(1, 1)]).toEqual([true, false])
  expect([isOffered(1, 2), isOffered(2, 2)]).toEqual([true, false])
})

test('the actions offered to staff include a repair from the roll’s seal to the end of the vote, even without a password', () => {
  const voter = aVoter()
  const sealedAt = rollSealedAt(election)
  expect(offered({ voter, now: milliseconds(sealedAt, -1) })).toEqual([])
  expect(offered({ voter, now: sealedAt })).toEqual(['repair'])
  expect(offered({ voter, now: milliseconds(voteClosesAt, -1) })).toEqual(['repair'])
  expect(offered({ voter, now: voteClosesAt })).toEqual([])
})

test('the actions offered to staff include resending the e-mail of an ended request, and of a failure only while it matters', () => {
  const { mailDueAt, ...mailed } = aReissue({ state: 'sent' })
  const isOffered = (latest: typeof mailed & { mailDueAt?: ElectionInstant }, at = now) =>
    offered({ latest, now: at }).includes('mail-again')
  expect(isOffered({ ...mailed, usedAt: now })).toBe(true)
  expect(isOffered(mailed, voteClosesAt)).toBe(true)
  expect(isOffered({ ...mailed, ...(mailDueAt && { mailDueAt }) })).toBe(false)
  expect(isOffered({ ...mailed, state: 'accepted' })).toBe(false)
  const failed = { ...mailed, state: 'failed' as const }
  expect(isOffered(failed, milliseconds(voteClosesAt, -1))).toBe(true)
  expect(isOffered(failed, voteClosesAt)).toBe(false)
  expect(isOffered({ ...failed, usedAt: now })).toBe(false)
  const voter = aVoter({ passwordHash: 'a hash', identifierReissueId: 'another' })
  const replaced = { ...mailed, history: [{ state: 'sent' as const, at: now }] }
  expect(offered({ voter: { ...voter, noticeWishId: 'one' }, latest: replaced })).not.toContain(
    'mail-again',
  )
})

test('the actions offered to staff include an extra SMS at the ceiling, and end with the requests', () => {
  const { smsPerVoter } = election.limits
  const takenPhone = { phoneHash: 'a phone', maskedPhone: '•• 78', at: now }
  const voter = aVoter({ passwordHash: 'a hash', passwordRenewedAt: now, takenPhone })
  const withSms = (smsCount: number, at = now) =>
    offered({ voter: { ...voter, smsCount }, now: at })
  expect(withSms(smsPerVoter - 1)).not.toContain('grant-sms')
  expect(withSms(smsPerVoter)).toEqual([
    ...['grant-sms', 'free-phone', 'end-sessions', 'lift-wait', 'lift-both-lost'],
  ])
  expect(withSms(smsPerVoter, reissueClosesAt)).toEqual(['end-sessions'])
})

test('the actions offered to staff include stopping a request until its SMS is being sent', () => {
  const isOffered = (state: 'accepted' | 'sending') =>
    offered({ latest: aReissue({ state }) }).includes('stop-request')
  expect([isOffered('accepted'), isOffered('sending')]).toEqual([true, false])
})

test('the actions offered to staff include freeing a phone that was refused since the last request', () => {
  const takenPhone = { phoneHash: 'a phone', maskedPhone: '•• 78', at: now }
  const voter = aVoter({ takenPhone })
  const withRequest = (count: number) =>
    takenPhoneOf(voter, aReissue({ requestedAt: milliseconds(now, count) }))
  expect([-1, 0, 1].map(withRequest)).toEqual([takenPhone, undefined, undefined])
  expect(takenPhoneOf(voter, undefined)).toBe(takenPhone)
})

it('an approval’s state covers address, identity, password, notice and repair', () => {
  const before = accountState(aVoter())
  const changes: Partial<Voter>[] = [
    { addressId: 'another' },
    { identityHash: 'another' },
    { passwordSetAt: now },
    { passwordRenewedAt: now },
    { repairedAt: now },
    { noticeNumber: 2 },
  ]
  const states = changes.map((change) => String(accountState(aVoter(change))))
  expect(new Set([String(before), ...states]).size).toBe(changes.length + 1)
  expect(accountState(aVoter({ firstName: 'Zoé', waitLiftedAt: now, sessionEpoch: 9 }))).toEqual(
    before,
  )
})

it('a notice counts as printed by its approval while its identifier is valid', () => {
  const approval = { approvalId: 'one' }
  const isPrinted = (changes: Partial<Voter>) => isNoticePrintedFor(aVoter(changes), approval)
  expect(isPrinted({ noticeWishId: 'one' })).toBe(true)
  for (const changes of [
    { noticeWishId: 'another' },
    { noticeWishId: 'one', identifierReissueId: '1' },
    {},
  ]) {
    expect(isPrinted(changes)).toBe(false)
  }
})

it('a reason has up to 200 characters, and no more than five digits in a row', () => {
  expect([isReason('x'.repeat(200)), isReason('x'.repeat(201))]).toEqual([true, false])
  expect([isReason('salle 12345'), isReason('salle 123456')]).toEqual([true, false])
})

it('a reason has no control, format or line-end character', () => {
  for (const character of '\u0000\n\u0085\u2028\u2029\u200b\u202e\ud800') {
    expect(isReason(`panne${character}réseau`), character.charCodeAt(0).toString(16)).toBe(false)
  }
  expect(isReason('Panne du réseau : 3 écoles 😀, « mairie »')).toBe(true)
})

it('a reason of staff is trimmed, and names nobody', () => {
  const read = (reason: string) => checkBody(reasonBody, { reason })
  expect(read(` ${'x'.repeat(200)} `)).toEqual({ value: { reason: 'x'.repeat(200) } })
  for (const reason of ['', ' 06 12 34 56 78 ', 'pour alix@example.org', 'x'.repeat(201)])
    expect(read(reason)).toEqual({ errors: [{ field: 'reason', code: 'malformed' }] })
})

it('a request that a cap holds has no delay to end', () => {
  const latest = aReissue({ state: 'accepted', delayEndsAt: now })
  expect(delayedRequestId(latest)).toBe(latest.reissueId)
  expect(delayedRequestId({ ...latest, state: 'held' })).toBeUndefined()
})
