import { expect, it, test } from 'vitest'
import {
  abandonProbe,
  applyReceipt,
  beginProbe,
  changeBreaker,
  closedBreaker,
  openScopes,
  permissionOf,
  recordProbeSent,
  type SmsBreaker,
} from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsLimit } from '../../shared/domain/sms/sms-delivery.ts'
import { pauseOf, teamChange } from '../builders/team-change.ts'
import { later, now } from '../builders/values.ts'

function receipt(
  breaker: SmsBreaker,
  seconds: number,
  limit: SmsLimit | undefined,
  { reissueId = `reissue at ${seconds}`, territory = 'RE', left = seconds - 5 } = {},
): SmsBreaker {
  return applyReceipt(
    breaker,
    { reissueId, territory, leftAt: later(left), ...(limit && { limit }) },
    later(seconds),
  )
}

const leaves = (breaker: SmsBreaker, seconds: number, territory = 'RE') =>
  permissionOf(breaker, territory, later(seconds)).timing

const close = (breaker: SmsBreaker) => teamChange(breaker, { change: 'close' }, later(10))
const tryNow = (breaker: SmsBreaker) => teamChange(breaker, { change: 'try' }, later(10))
const pause = (breaker: SmsBreaker, territory = 'RE') => teamChange(breaker, pauseOf(territory))
const resume = (breaker: SmsBreaker, territory = 'RE') =>
  teamChange(breaker, { change: 'resume', territory })

const spent = () => receipt(closedBreaker, 0, 'account')

const trying = (reissueId = 'trial') =>
  recordProbeSent(beginProbe(spent(), ['account'], reissueId, later(900)), reissueId, later(902))

test('a receipt that says that the account is out of quota keeps every further SMS from leaving, at once', () => {
  expect(leaves(closedBreaker, 0)).toBe('now')
  expect(leaves(spent(), 1)).toBe('later')
  expect(leaves(spent(), 1, 'FR')).toBe('later')
})

test('an account without quota has held SMS checked after five minutes, or when one may try', () => {
  const look = (seconds: number) => permissionOf(spent(), 'RE', later(seconds))
  expect(look(0)).toEqual({ timing: 'later', checkAgainAt: later(300), cause: 'limit' })
  expect(look(700)).toEqual({ timing: 'later', checkAgainAt: later(900), cause: 'limit' })
})

test('a receipt of an SMS on its way, or a repeated one, changes nothing more', () => {
  const open = spent()
  expect(receipt(open, 3, 'account')).toBe(open)
  expect(receipt(open, 3, 'account', { left: 1 })).toBe(open)
})

const priced = (...seconds: number[]) =>
  seconds.reduce((breaker, second) => receipt(breaker, second, 'territory'), closedBreaker)

test('receipts of a high price keep SMS from their territory alone, once there were three within five minutes', () => {
  expect(leaves(priced(0, 100), 101)).toBe('now')
  expect(leaves(priced(0, 100, 299), 300)).toBe('later')
  expect(leaves(priced(0, 100, 299), 300, 'FR')).toBe('now')
  expect(leaves(priced(0, 100, 300), 301)).toBe('now')
})

test('receipts of a high price that are far from each other say nothing', () => {
  expect(leaves(priced(0, 200, 400, 600), 601)).toBe('now')
})

test('receipts of a high price count once each, however often they come', () => {
  const sameRequest = { reissueId: 'the same' }
  const refusedThrice = [0, 1, 2].reduce(
    (b, second) => receipt(b, second, 'territory', sameRequest),
    closedBreaker,
  )
  expect(leaves(refusedThrice, 3)).toBe('now')
})

test('once the wait is over one SMS tries, and all others wait for what becomes of it', () => {
  expect(permissionOf(spent(), 'RE', later(900))).toEqual({
    timing: 'as-probe',
    scopes: ['account'],
  })
  const withTrial = beginProbe(spent(), ['account'], 'trial', later(900))
  expect(permissionOf(withTrial, 'RE', later(901))).toEqual({
    timing: 'later',
    checkAgainAt: later(961),
    cause: 'limit',
  })
  expect(openScopes(withTrial, later(901))).toEqual([
    { scope: 'account', probeAt: later(900), probeId: 'trial' },
  ])
  expect(openScopes(withTrial, later(960))).toEqual([
    { scope: 'account', probeAt: later(900), probeId: undefined },
  ])
})

test('a trial that did not leave lets another try: at once when it says so, and soon after it died', () => {
  const withTrial = beginProbe(spent(), ['account'], 'trial', later(900))
  expect(leaves(abandonProbe(withTrial, 'trial'), 901)).toBe('as-probe')
  expect(leaves(withTrial, 931)).toBe('later')
  expect(leaves(withTrial, 932)).toBe('as-probe')
})

test('all SMS may leave when a receipt says that the trial was sent', () => {
  const sent = receipt(trying(), 904, undefined, { reissueId: 'trial' })
  expect(leaves(sent, 904)).toBe('now')
  expect(openScopes(sent, later(904))).toEqual([])
})

test('all SMS may leave when no receipt against the trial came within five minutes', () => {
  expect(leaves(trying(), 1201)).toBe('later')
  expect(leaves(trying(), 1202)).toBe('now')
  expect(openScopes(trying(), later(1202))).toEqual([])
})

test('a receipt of another SMS says nothing of the trial', () => {
  const breaker = trying()
  expect(receipt(breaker, 904, undefined)).toBe(breaker)
  expect(receipt(breaker, 904, 'account')).toBe(breaker)
})

test.each([904, 1300])('all wait twice as long when the trial was not sent (at %i)', (told) => {
  const again = receipt(trying(), told, 'account', { reissueId: 'trial' })
  expect(leaves(again, told + 1799)).toBe('later')
  expect(leaves(again, told + 1800)).toBe('as-probe')
})

test('SMS never wait for more than an hour', () => {
  let breaker = spent()
  let seconds = 900
  for (let trial = 0; trial < 6; trial++) {
    const reissueId = `trial ${trial}`
    breaker = beginProbe(breaker, ['account'], reissueId, later(seconds))
    breaker = recordProbeSent(breaker, reissueId, later(seconds))
    breaker = receipt(breaker, seconds, 'account', { reissueId })
    seconds += 3600
    expect(leaves(breaker, seconds)).toBe('as-probe')
  }
})

test('an SMS that left before the breaker closed opens it no more, and one that leaves after does', () => {
  const closed = receipt(trying(), 904, undefined, { reissueId: 'trial' })
  expect(receipt(closed, 950, 'account', { left: 903 })).toBe(closed)
  expect(leaves(receipt(closed, 950, 'account', { left: 905 }), 951)).toBe('later')
  const expired = trying()
  expect(receipt(expired, 1210, 'account', { left: 1201 })).toBe(expired)
  expect(leaves(receipt(expired, 1210, 'account', { left: 1203 }), 1211)).toBe('later')
})

const both = () =>
  ['a', 'b', 'c'].reduce(
    (breaker, reissueId) => receipt(breaker, 100, 'territory', { reissueId }),
    spent(),
  )

test('a territory and the account hold an SMS as long as either of them does', () => {
  expect(leaves(both(), 950, 'FR')).toBe('as-probe')
  expect(leaves(both(), 950)).toBe('later')
  expect(permissionOf(both(), 'RE', later(1000))).toEqual({
    timing: 'as-probe',
    scopes: ['account', 'RE'],
  })
})

test('a territory and the account are judged each by its own limit', () => {
  const withTrial = beginProbe(both(), ['account', 'RE'], 'trial', later(1000))
  const tried = recordProbeSent(withTrial, 'trial', later(1000))
  const refused = receipt(tried, 1005, 'territory', { reissueId: 'trial' })
  expect(leaves(refused, 1301, 'FR')).toBe('as-probe')
  expect(leaves(refused, 1301)).toBe('later')
  const anew = {
    ...trying(),
    circuits: { ...trying().circuits, RE: { refusals: [], since: later(903) } },
  }
  expect(leaves(anew, 905, 'FR')).toBe('later')
  const toldLate = receipt(anew, 905, 'territory', { reissueId: 'trial', left: 902 })
  expect(leaves(toldLate, 905, 'FR')).toBe('as-probe')
  const held = receipt(tried, 1005, 'account', { reissueId: 'trial' })
  expect(permissionOf(held, 'RE', later(2805))).toEqual({
    timing: 'as-probe',
    scopes: ['account', 'RE'],
  })
})

test('the team lets one try at once', () => {
  expect(leaves(tryNow(spent()), 10)).toBe('as-probe')
  expect(tryNow(closedBreaker)).toEqual(closedBreaker)
})

test('the team lets all leave, and hears of the next that is not sent', () => {
  const closed = close(spent())
  expect(leaves(closed, 10)).toBe('now')
  expect(receipt(closed, 12, 'account', { left: 9 })).toBe(closed)
  expect(leaves(receipt(closed, 12, 'account', { left: 10 }), 13)).toBe('later')
  expect(leaves(receipt(closed, 12, 'account', { left: 11 }), 13)).toBe('later')
})

test('the team pauses one territory, whose SMS look again every five minutes until it resumes', () => {
  const paused = pause(closedBreaker)
  const held = { timing: 'later', checkAgainAt: later(310), cause: 'pause' }
  expect(permissionOf(paused, 'RE', later(10))).toEqual(held)
  expect(leaves(paused, 10, 'FR')).toBe('now')
  expect(openScopes(paused, later(10))).toEqual([])
  const both = pause(paused, 'YT')
  expect(leaves(resume(both), 10)).toBe('now')
  expect(leaves(resume(both), 10, 'YT')).toBe('later')
})

test('the team pauses and resumes what is so already without a change: the first reason stays', () => {
  const paused = pause(closedBreaker)
  expect(teamChange(paused, { ...pauseOf('RE'), reason: 'another' })).toBe(paused)
  expect(resume(paused, 'YT')).toBe(paused)
  expect(resume(closedBreaker)).toBe(closedBreaker)
})

test('the team ends no pause by anything else, and lets none of it try', () => {
  const paused = pause(trying())
  const closed = receipt(paused, 904, undefined, { reissueId: 'trial' })
  for (const breaker of [closed, close(paused), tryNow(paused), paused]) {
    expect(leaves(breaker, 3600)).toBe('later')
    expect(breaker.pauses).toEqual({ RE: { since: now, reason: 'panne', by: 'alice' } })
  }
  expect(leaves(closed, 905, 'FR')).toBe('now')
})

it('a change of the breaker gives up when others are faster each time, so that its receipt comes again', async () => {
  let writes = 0
  const smsBreakers = {
    find: async () => closedBreaker,
    replace: async () => ++writes === 0,
  }
  const change = changeBreaker(smsBreakers, (breaker) => receipt(breaker, 0, 'account'))
  await expect(change).rejects.toThrow('kept changing')
  expect(writes).toBe(5)
})
