import { expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { heldByLimit, heldByPause, type Reissue } from '../../shared/domain/reissue/reissue.ts'
import { publicLinkedReissue, publicReissue } from '../../shared/runtime/public-reissue.ts'
import { aReissue, neverSuspended, now } from '../builders/values.ts'

const at = (seconds: number) => secondsLater(now, seconds)
const told = (seconds: number) => at(seconds).toISOString()

const later = { ...neverSuspended, toWall: (time: Date) => secondsLater(time, 3600) }
const suspended = { ...neverSuspended, suspendedSince: () => now }

const sent = {
  state: 'sent',
  history: [
    { state: 'accepted', at: now },
    { state: 'sending', at: at(120) },
    { state: 'accepted', at: at(130) },
    { state: 'held', at: at(135) },
    { state: 'sending', at: at(140) },
    { state: 'held', at: at(150) },
    { state: 'sending', at: at(200) },
    { state: 'sent', at: at(201) },
  ],
} satisfies Partial<Reissue>

it('a voter reads the steps of their request by the wall clock, and not that it was held', () => {
  expect(publicReissue(aReissue(sent), later)).toMatchObject({
    state: 'sent',
    requestedAt: told(3600),
    expectedAt: told(3600 + 180),
    history: [
      { state: 'accepted', at: told(3600) },
      { state: 'sending', at: told(3800) },
      { state: 'sent', at: told(3801) },
    ],
    receiptDueAt: told(3801 + 900),
  })
})

it('a request that can be cancelled is accepted, whatever was tried, and one whose SMS may have left is not', () => {
  const states = sent.history.map(
    (_, index) =>
      publicReissue(aReissue({ history: sent.history.slice(0, index + 1) }), later).state,
  )
  expect(states.join(' ')).toBe('accepted sending accepted accepted sending accepted sending sent')
  const none = publicReissue(aReissue({ history: [] }), later)
  expect([none.state, none.history]).toEqual(['accepted', []])
})

it('a request says what became of it, and none of it before', () => {
  const stop = { withdrawn: true, stoppedByStaff: true } as const
  const ends = { failure: 'blocked', restored: true, usedAt: at(300), ...stop } as const
  expect(publicReissue(aReissue({ ...sent, ...ends }), later)).toMatchObject({
    ...ends,
    usedAt: told(3900),
  })
  const plain = publicReissue(aReissue(), later)
  for (const name of [...Object.keys(ends), 'held', 'postponed', 'receiptDueAt']) {
    expect(plain).not.toHaveProperty(name)
  }
})

it.each([
  [{ heldOn: '2026-11-25' }, { postponed: 'daily-cap' }],
  [{ heldOn: '2026-11-25/PF' }, { postponed: 'territory-cap' }],
  [{ heldOn: heldByLimit }, { held: 'service-limit' }],
  [{ heldOn: heldByPause }, { held: 'paused' }],
  [{}, {}],
])('a held request says by what: %o', (changes, says) => {
  const shown = (state: 'held' | 'accepted', time = neverSuspended) => {
    const { held, postponed } = publicReissue(aReissue({ ...changes, state }), time)
    return { ...(held && { held }), ...(postponed && { postponed }) }
  }
  expect(shown('held')).toEqual(says)
  expect(shown('accepted')).toEqual({})
  for (const state of ['held', 'accepted'] as const) {
    expect(shown(state, suspended as never)).toEqual({ held: 'suspended' })
  }
})

it('a request whose SMS is expected after the close of the vote says so, except during a suspension', () => {
  const { voteClosesAt } = neverSuspended.election.dates
  const shown = (state: Reissue['state'], time = neverSuspended) =>
    publicReissue(aReissue({ state, heldOn: '2026-11-25', expectedAt: voteClosesAt }), time).held
  expect([shown('accepted'), shown('held')]).toEqual(['after-close', 'after-close'])
  expect(shown('sending')).toBeUndefined()
  expect(shown('held', suspended as never)).toBe('suspended')
})

it('a request whose SMS has left is not held by a suspension', () => {
  expect(publicReissue(aReissue(sent), suspended)).not.toHaveProperty('held')
})

it('the holder of a link reads the state of its request, when it was made, the end of its number, and no more', () => {
  const reissue = aReissue({ ...sent, usedAt: at(300) })
  expect(publicLinkedReissue(reissue, later)).toEqual({
    state: 'sent',
    maskedPhone: '•• •• •• •• 78',
    requestedAt: told(3600),
  })
  expect(publicLinkedReissue(aReissue({ history: [] }), later)).toMatchObject({ state: 'accepted' })
})

it('the holder of a link reads that the voter took it back, unless it was disowned since', () => {
  const withdrawn = aReissue({ state: 'cancelled', withdrawn: true })
  expect(publicLinkedReissue(withdrawn, later)).toMatchObject({ withdrawn: true })
  expect(publicLinkedReissue({ ...withdrawn, disownedAt: at(9) }, later)).not.toHaveProperty(
    'withdrawn',
  )
})
