import { expect, test } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { mayLeave } from '../../shared/domain/reissue/may-leave.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { dayOfTerritory, type SmsState } from '../../shared/domain/sms/sms-state.ts'
import { capOf, pauseOf, teamChange } from '../builders/team-change.ts'
import { type BothClocks, now } from '../builders/values.ts'
import { election as usual } from '../builders/voters.ts'

const election = { ...usual, smsDailyCap: 10, smsWaitsForMailMinutes: 30 }
const day = electionDayOf(now, election.timeZone)
const ofDay = { day, smsPerDay: 10 }
const ofTerritory = { day: dayOfTerritory(day, 'RE'), smsPerDay: 3 }
const capped = teamChange(closedBreaker, capOf('RE', 3))

const accepted: Reissue = {
  ...{ reissueId: 'one', voterId: 'of', state: 'accepted', history: [], phoneHash: 'hash' },
  ...{ maskedPhone: '…78', territory: 'RE' },
  requestedAt: now,
  expectedAt: secondsLater(now, 3600),
  confirmedAt: now,
}
const { confirmedAt, ...unconfirmed } = accepted
const putOff: Reissue = { ...accepted, state: 'held', heldOn: '2026-11-01' }

const departure = (
  reissue: Reissue,
  { breaker = closedBreaker, counts = {}, at = now }: Seen = {},
) => mayLeave(reissue, { breaker, counts: new Map(Object.entries(counts)) }, election, at)

interface Seen {
  breaker?: SmsState['breaker']
  counts?: Record<string, { smsCount: number; heldCount: number }>
  at?: BothClocks
}

const full = (smsCount: number) => ({ smsCount, heldCount: 0 })
const { voteClosesAt } = election.dates

test.each<[string, Reissue, Seen, object]>([
  [
    'does not leave once that is over',
    { ...accepted, state: 'cancelled' },
    {},
    { outcome: 'over' },
  ],
  [
    'does not leave once the vote has closed',
    accepted,
    { at: voteClosesAt },
    { outcome: 'vote-closed' },
  ],
  ['waits for its mail', unconfirmed, {}, { outcome: 'waits-for-mail' }],
  [
    'waits for no mail longer than set',
    unconfirmed,
    { at: secondsLater(now, 1800) },
    { outcome: 'judged' },
  ],
  ['lets what was put off before it go first', putOff, {}, { outcome: 'waits-its-turn' }],
  [
    'waits because of a day only while it is put off',
    { ...putOff, state: 'sending' },
    {},
    { outcome: 'judged' },
  ],
  [
    'waits no longer than it was promised',
    { ...putOff, expectedAt: now },
    {},
    { outcome: 'judged' },
  ],
  [
    'waits for nobody once the cap of its territory is lifted',
    { ...putOff, heldOn: '2026-11-01/RE' },
    {},
    { outcome: 'judged' },
  ],
  [
    'waits while the cap of its territory is not lifted',
    { ...putOff, heldOn: '2026-11-01/RE' },
    { breaker: capped },
    { outcome: 'waits-its-turn' },
  ],
  [
    'leaves now, with a place of the day',
    accepted,
    {},
    { verdict: { leaves: 'now' }, caps: [ofDay] },
  ],
  [
    'leaves now, with a place of the territory first',
    accepted,
    { breaker: capped, counts: { [ofTerritory.day.day]: full(2) } },
    { verdict: { leaves: 'now' }, caps: [ofTerritory, ofDay] },
  ],
  [
    'leaves another day, by the cap of the territory before that of the day',
    accepted,
    { breaker: capped, counts: { [ofTerritory.day.day]: full(3), [day.day]: full(10) } },
    { verdict: { leaves: 'another-day', cap: ofTerritory } },
  ],
  [
    'leaves later while its territory is paused, whatever is full',
    accepted,
    { breaker: teamChange(capped, pauseOf('RE')), counts: { [day.day]: full(10) } },
    { verdict: { leaves: 'later', by: 'pause' } },
  ],
])('the SMS of a request %s', (_, reissue, seen, expected) => {
  expect(departure(reissue, seen)).toMatchObject(expected)
})
