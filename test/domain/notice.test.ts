import { expect, test } from 'vitest'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import {
  isNoticeRestorable,
  isNoticeValid,
  noticeIdentifier,
} from '../../shared/domain/roll/notice.ts'
import { hashIdentifier, returnedHash } from '../../shared/domain/voter/identifier-derivation.ts'
import { noticeSource } from '../../shared/domain/voter/voter.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

const { voter } = enrol(keys, aRollEntry())
const { voterId } = voter
const hashOf = (changes: Partial<typeof voter>) =>
  hashIdentifier(keys, voterId, noticeIdentifier(keys, { ...voter, ...changes }))

test('the notice of a voter holds the valid identifier until another takes its place', () => {
  expect(isNoticeValid(voter)).toBe(true)
  const sent = { ...voter, identifierReissueId: 'reissue-1', identifierHash: 'of a reissue' }
  expect(isNoticeValid(sent)).toBe(false)
  expect(isNoticeRestorable(sent)).toBe(false)
})

test('the notice of a voter may hold the valid identifier again after an SMS that took its place, unless another SMS was before that or it came back', () => {
  const former = { formerIdentifierHash: voter.identifierHash }
  const notice = { ...former, formerIdentifierReissueId: noticeSource }
  expect(isNoticeRestorable(notice)).toBe(true)
  expect(isNoticeRestorable({ ...former, formerIdentifierReissueId: 'reissue-1' })).toBe(false)
  expect(isNoticeRestorable({ formerIdentifierReissueId: noticeSource })).toBe(false)
  const formerIdentifierHash = returnedHash(new Date('2026-11-25T09:00:00Z'))
  expect(isNoticeRestorable({ ...notice, formerIdentifierHash })).toBe(false)
})

test('a renewed notice holds another identifier', () => {
  const renewed = { ...voter, noticeNumber: 2, identifierHash: hashOf({ noticeNumber: 2 }) }
  expect(renewed.identifierHash).not.toBe(voter.identifierHash)
  expect(isNoticeValid(renewed)).toBe(true)
  expect(hashOf({ noticeNumber: 3 })).not.toBe(renewed.identifierHash)
})

test('a notice that came back leaves an identifier that nobody has', () => {
  const identifierHash = returnedHash(new Date('2026-11-25T09:00:00Z'))
  expect(identifierHash).toBe('returned 2026-11-25T09:00:00.000Z')
  expect(isNoticeValid({ ...voter, identifierHash })).toBe(false)
})
