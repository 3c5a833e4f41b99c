import { expect, expectTypeOf, it, test } from 'vitest'
import { emptyCalendar, wallTimeOf } from '../../shared/domain/election/calendar.ts'
import {
  asElectionInstant,
  earliestOf,
  latestOf,
  mapInstants,
  secondsLater,
  secondsUntil,
} from '../../shared/domain/instants.ts'
import { fromStored, toStored } from '../../shared/tables/stored.ts'
import { now } from '../builders/values.ts'

test('an instant is the latest or the earliest of several, in whatever order they come', () => {
  const [before, after] = [secondsLater(now, -1), secondsLater(now, 1)]
  for (const instants of [
    [before, now, after],
    [after, now, before],
  ]) {
    expect(latestOf(...instants)).toEqual(after)
    expect(earliestOf(...instants)).toEqual(before)
  }
})

it('an instant before any suspension is the same by both clocks', () => {
  expect(wallTimeOf(emptyCalendar, asElectionInstant(now), now)).toEqual(now)
})

it('an instant of one clock in place of the other does not compile', () => {
  expectTypeOf<WallInstant>().not.toExtend<ElectionInstant>()
  expectTypeOf<ElectionInstant>().not.toExtend<WallInstant>()
  // @ts-expect-error a comparison of the two clocks
  expect(secondsUntil(asElectionInstant(now), now as WallInstant)).toBe(1)
})

test('the seconds until an instant are rounded up, and never less than one', () => {
  expect(secondsUntil(secondsLater(now, 10), now)).toBe(10)
  expect(secondsUntil(secondsLater(now, 9.001), now)).toBe(10)
  expect(secondsUntil(secondsLater(now, -3600), now)).toBe(1)
})

test('a copy with other instants keeps sets and bytes as they are', () => {
  const kept = { names: new Set(['a']), bytes: new Uint8Array([1, 2]) }
  const copy = mapInstants({ ...kept, list: [{ at: now }] }, () => 'changed')
  expect(copy).toEqual({ ...kept, list: [{ at: 'changed' }] })
  expect(fromStored(toStored(kept))).toEqual(kept)
})
