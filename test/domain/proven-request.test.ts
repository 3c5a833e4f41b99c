import { expect, it, test } from 'vitest'
import { applyEnd, inferEnd, isConsistent } from '../../shared/domain/reissue/proven-request.ts'
import { rebuildPhone } from '../../shared/domain/reissue/proven-uses.ts'
import { rebuildVoter } from '../../shared/domain/reissue/proven-voter.ts'
import type { Reissue, ReissueState } from '../../shared/domain/reissue/reissue.ts'
import { isRestorable, revertDamage } from '../../shared/domain/reissue/restoration.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { minutes, now } from '../builders/values.ts'

const aRequest = (reissueId: string, ...states: ReissueState[]): Reissue => ({
  ...{ reissueId, voterId: 'v', phoneHash: 'p', maskedPhone: '…78', territory: 'FR' },
  ...{ state: states.at(-1) ?? 'accepted', requestedAt: now, expectedAt: now },
  history: states.map((state, index) => ({ state, at: minutes(index) })),
})

const aVoter = (changes: Partial<Voter>) => ({ reissueCount: 1, ...changes }) as Voter

const fresh = ['accepted'] as const
const sending = ['accepted', 'sending'] as const
const sent = ['accepted', 'sending', 'sent'] as const
const failed = { failure: 'unknown' }
const latestOnly = { identifierReissueId: 'b' }

test.for([
  ['goes on while its voter waits for it', fresh, { pendingReissueId: 'r' }, undefined],
  ['was sent if its identifier is valid', fresh, { identifierReissueId: 'r' }, ['sending', 'sent']],
  ['was sent while it was being sent', sending, { identifierReissueId: 'r' }, ['sent']],
  [
    'failed too if it counts no more',
    sending,
    { formerIdentifierReissueId: 'r', reissueCount: 0 },
    ['sent', 'failed'],
  ],
  [
    'was stopped if the password is suspect',
    fresh,
    { passwordChangeRequired: true },
    ['cancelled'],
  ],
  ['failed otherwise', fresh, {}, ['sending', 'failed']],
  ['failed otherwise while it was being sent', sending, {}, ['failed']],
  ['was not stopped while sending', sending, { passwordChangeRequired: true }, ['failed']],
  ['failed if one later identifier is known', fresh, latestOnly, ['sending', 'failed']],
  ['stays sent while its identifier is valid', sent, { identifierReissueId: 'r' }, undefined],
  ['failed if nothing else replaced its identifier', sent, {}, ['failed']],
  [
    'stays sent if a notice replaced its identifier',
    sent,
    { noticeRenewedAt: minutes(9) },
    undefined,
  ],
  ['stays sent if an unknown SMS did', sent, { identifierReissueId: 'other' }, undefined],
  [
    'failed, replaced, if it counts no more',
    sent,
    { noticeRenewedAt: minutes(9), reissueCount: 0 },
    ['failed'],
  ],
  ['that had ended stays so', ['accepted', 'cancelled'], {}, undefined],
] as const)('a lost request %s', ([, states, voter, added]) => {
  const request = aRequest('r', ...states)
  const end = inferEnd(request, aVoter(voter as Partial<Voter>), [])
  expect(end?.states).toEqual(added)
  if (!end) return
  const ended = applyEnd({ ...request, mailDueAt: now }, end, minutes(5))
  expect(ended.state).toBe(added?.at(-1))
  expect(ended.failure).toBe(ended.state === 'failed' ? 'unknown' : undefined)
  expect(ended).not.toHaveProperty('withdrawn')
  expect(ended).not.toHaveProperty('mailDueAt')
})

const latest = { ...latestOnly, formerIdentifierReissueId: 'a' }

test.for([
  ['was sent if it counts, though two later ones hide it', { ...latest, reissueCount: 3 }, 'sent'],
  ['failed if it counts no more', { ...latest, reissueCount: 2 }, 'failed'],
  ['failed if a notice may be what counts', { ...latest, noticeRenewedAt: minutes(9) }, 'failed'],
  ['was not stopped if another was', { passwordChangeRequired: true }, 'failed'],
] as const)('a lost request among others %s', ([, voter, end]) => {
  const others = ['a', 'b'].map((id) => aRequest(id, ...sent))
  const stopped = aRequest('c', 'accepted', 'cancelled')
  const found = inferEnd(aRequest('r', ...fresh), aVoter(voter), [...others, stopped])
  expect(found?.states.at(-1)).toBe(end)
})

it('was stopped if no other request was, and withdrawn if its voter disowned it', () => {
  const withdrawn = { ...aRequest('b', 'accepted', 'cancelled'), withdrawn: true as const }
  const [request, others] = [aRequest('r', ...fresh), [aRequest('a', ...sent), withdrawn]]
  const stopped = inferEnd(request, aVoter({ passwordChangeRequired: true }), others)
  expect(stopped).toEqual({ states: ['cancelled'] })
  const disowned = inferEnd({ ...request, disownedAt: now }, aVoter({}), others)
  expect(disowned).toEqual({ states: ['cancelled'], fields: { withdrawn: true } })
})

it('judges no request of a voter who is lost too', () => {
  expect(inferEnd(aRequest('r', ...fresh), undefined, [])).toBeUndefined()
})

it('says that the former identifier is valid where only SNS can have kept the SMS', () => {
  const others = [aRequest('later', 'accepted', 'held', ...sent), aRequest('older', ...sent)]
  const request = aRequest('r', ...sent)
  const voter = aVoter({ identifierReissueId: 'older' })
  expect(inferEnd(request, voter, others)?.fields).toEqual({ ...failed, restored: true })
})

it('keeps a request that went on as requests do, and no other', () => {
  const [before, now_] = [aRequest('r', ...fresh), aRequest('r', ...sent)]
  expect(isConsistent(before, now_, aVoter({}))).toBe(true)
  expect(isConsistent(before, now_, aVoter({ pendingReissueId: 'r' }))).toBe(false)
  expect(isConsistent(before, { ...now_, voterId: 'another' }, undefined)).toBe(false)
  expect(isConsistent(before, { ...now_, sealedPhone: 'another' }, undefined)).toBe(false)
  expect(isConsistent(before, aRequest('r', 'accepted', 'delivered'), undefined)).toBe(false)
  const formerly = aRequest('r', ...sending, 'held', ...sending.slice(1), 'cancelled')
  expect(isConsistent(before, formerly, aVoter({}))).toBe(true)
})

it('keeps the identifier of a notice that was made after the damage', () => {
  const before = aVoter({ identifierHash: 'first', sessionEpoch: 0 })
  const after = { ...before, identifierHash: 'forged' }
  const renewed = { ...after, identifierHash: 'renewed', noticeRenewedAt: minutes(30) }
  const versions = { before, after, current: renewed, mergedValue: renewed }
  const proof = {
    copyTimes: { before: minutes(10), after: minutes(20) },
    identifierHashOf: () => 'sms',
  }
  const ofSms = [{ ...aRequest('r', ...sent), restored: true as const }]
  expect(rebuildVoter({ ...versions, ...proof, reissues: ofSms })).toMatchObject({
    identifierHash: 'renewed',
  })
  const lost = { ...before, identifierReissueId: 'r' }
  const unchanged = { before: lost, after: undefined, current: undefined, mergedValue: lost }
  expect(rebuildVoter({ ...unchanged, ...proof, reissues: ofSms })).toMatchObject({
    identifierHash: 'first',
  })
})

it('gives voter and phone the uses and the identifier of the requests that were sent', () => {
  const copyTimes = { before: minutes(-1), after: minutes(20) }
  const lost = <Item>(item: Item) =>
    ({ before: item, after: undefined, current: undefined, mergedValue: item }) as const
  const voter = aVoter({ identifierHash: 'first', reissueCount: 0 })
  const [request, earlier] = [
    { ...aRequest('r', ...sent), requestedAt: minutes(1) },
    { ...aRequest('e', 'accepted', 'cancelled'), withdrawn: true as const },
  ]
  const rebuiltBy = (...reissues: Reissue[]) =>
    rebuildVoter({ ...lost(voter), copyTimes, reissues, identifierHashOf: () => 'sms' })
  const uses = { reissueCount: 1, smsCount: 1 }
  const identifier = { identifierHash: 'sms', identifierReissueId: 'r' }
  expect(rebuiltBy(request)).toMatchObject({ ...uses, ...identifier })
  expect(rebuiltBy({ ...request, restored: true })).toMatchObject({ identifierHash: 'first' })
  expect(rebuiltBy(request, earlier)).toMatchObject({ ...uses, smsCount: 2 })
  const phone = { phoneHash: 'p', voterId: 'former', reissueCount: 0 }
  const rebuilt = rebuildPhone(lost(phone), [request, aRequest('e', ...sent)], copyTimes)
  expect(rebuilt).toEqual({ ...phone, voterId: 'v', reissueCount: 2, smsCount: 2 })
  const kept = { ...lost(rebuilt), after: rebuilt, current: { ...rebuilt, smsCount: 1 } }
  expect(rebuildPhone(kept, [], copyTimes)).toEqual({ ...rebuilt, smsCount: 1 })
})

it('puts back what changed between the copies, and leaves what changed since', () => {
  const damaged = {
    ...{ key: 'k', before: { a: 1, b: 1, d: 1, list: ['x'] } },
    after: { a: 2, b: 2, c: 2, d: 1, list: [] },
    current: { a: 2, b: 3, c: 2, d: 4, list: ['y'] },
  }
  expect(revertDamage(damaged)).toEqual({ a: 1, b: 3, d: 4, list: ['x', 'y'] })
  const grown = { before: { list: ['x'] }, after: { list: ['x', 'y'] } }
  expect(revertDamage({ key: 'k', ...grown, current: grown.after })).toEqual(grown.before)
  const current = { list: ['x', 'y', 'z'] }
  expect(revertDamage({ key: 'k', ...grown, current })).toEqual(current)
  expect(isRestorable(damaged, true)).toBe(false)
  expect(isRestorable(damaged, false)).toBe(true)
  expect(isRestorable({ ...damaged, current: undefined }, false)).toBe(false)
  expect(isRestorable({ ...damaged, after: undefined, current: undefined }, true)).toBe(true)
})
