import { expect, it, test } from 'vitest'
import { bucketOf } from '../../shared/domain/sms/handover-times.ts'
import {
  countsOf,
  lateCountOf,
  publishedTimes,
  toneOf,
} from '../../shared/domain/sms/published-times.ts'
import { bothClocks } from '../builders/values.ts'

const counted = (territory: string, counts: Record<number, number>) => ({
  territory,
  failed: 0,
  receipts: 0,
  handedOver: Object.entries(counts).map(([bound, count]) => ({
    withinSeconds: Number(bound),
    count,
  })),
})

it('counts what was handed over and the receipts of all territories', () => {
  const [one, other] = [counted('FR', { 30: 5 }), counted('PF', { 60: 2 })]
  const territories = [
    { ...one, receipts: 4 },
    { ...other, receipts: 1 },
  ]
  expect(countsOf(territories)).toEqual({ handedOver: 7, receipts: 5 })
})

test('the bound of a time is one of a few, in whole days beyond a day', () => {
  expect([0, 30, 31, 125, 86_400, 86_401].map(bucketOf)).toEqual([30, 30, 60, 150, 86_400, 172_800])
})

const at = bothClocks('2026-12-03T10:00:00Z')
const late = (count: number, seconds = 60) =>
  lateCountOf({ at, count }, bothClocks(at.getTime() + seconds * 1000))

test('the status says within what time nine tenths of all left, from the least of bounds that hold them', () => {
  const bounds = { 150: 50, 300: 25 }
  expect(publishedTimes([counted('FR', bounds), counted('RE', { 600: 15, 3600: 10 })])).toEqual({
    handedOver: 100,
    withinSeconds: 600,
  })
  expect(publishedTimes([counted('FR', { 150: 89, 300: 11 })]).withinSeconds).toBe(300)
  expect(publishedTimes([counted('FR', { 150: 90, 300: 10 })]).withinSeconds).toBe(150)
})

test('the status is the same in whatever order territories and their bounds come', () => {
  const territories = [
    counted('RE', { 3600: 1 }),
    counted('FR', { 150: 95 }),
    counted('PF', { 600: 4 }),
  ]
  for (const some of [territories, territories.toReversed()]) {
    expect(publishedTimes(some)).toEqual({ handedOver: 100, withinSeconds: 150 })
  }
})

test('the status says neither how many nor when while fewer than 20 left, none among them', () => {
  const few = { handedOver: 'fewer-than-20', withinSeconds: null }
  expect(publishedTimes([])).toEqual(few)
  expect(publishedTimes([counted('FR', { 150: 10 }), counted('RE', { 600: 9 })])).toEqual(few)
  expect(publishedTimes([counted('FR', { 150: 20 })]).handedOver).toBe(20)
})

test('the status says of late SMS that there are none, some, or from 20 on how many', () => {
  expect([0, 1, 19, 20, 130].map((count) => late(count))).toEqual([
    0,
    'fewer-than-20',
    'fewer-than-20',
    20,
    130,
  ])
})

test('the status says nothing of late SMS once their count is older than five minutes, or absent', () => {
  expect(late(30, 300)).toBe(30)
  expect(late(30, 301)).toBeNull()
  expect(lateCountOf(undefined, at)).toBeNull()
})

it.each([
  [400, 0, 'ok'],
  [899, null, 'ok'],
  [900, 0, 'wait'],
  [400, 1230, 'wait'],
  [400, 'fewer-than-20', 'wait'],
  [null, 'fewer-than-20', 'wait'],
  [null, 0, 'neutral'],
] as const)('within %o seconds, with %o late, its tone is %s', (withinSeconds, late, tone) => {
  expect(toneOf({ withinSeconds, late })).toBe(tone)
})
