import fc from 'fast-check'
import { expect, test } from 'vitest'
import { graceMinutes, isOpen, voteEndFor } from '../../shared/domain/election/election-dates.ts'
import { voteState } from '../../site/scripts/reissue/reissue-state.ts'
import { signedInVoter } from '../builders/signed-in-voter.ts'
import { bothClocks } from '../builders/values.ts'

const opensAt = bothClocks('2026-11-14T08:00:00.000Z')
const closesAt = bothClocks('2026-12-06T16:00:00.000Z')

const voter = signedInVoter()
voter.election.voteOpensAt = opensAt.toISOString()
voter.election.voteClosesAt = closesAt.toISOString()

test.each([
  ['not-open', '2026-11-14T07:59:59.999Z'],
  ['open', '2026-11-14T08:00:00.000Z'],
  ['open', '2026-12-06T13:59:59.999Z'],
  ['closes-soon', '2026-12-06T14:00:00.000Z'],
  ['closes-soon', '2026-12-06T15:59:59.999Z'],
  ['closed', '2026-12-06T16:00:00.000Z'],
])('an open period is %s at %s, as the server that lets in or refuses', (state, instant) => {
  const now = bothClocks(instant)
  expect(voteState(voter, now.getTime())).toBe(state)
  expect(isOpen(opensAt, closesAt, now)).toBe(/^open|soon/.test(state))
})

const lateMilliseconds = graceMinutes * 60_000
const around = (border: number) =>
  fc.integer({ min: -2, max: 2 }).map((ms) => bothClocks(border + ms))
const anywhere = fc.integer({ min: -7_200_000, max: 7_200_000 })
const near = (border: number) =>
  fc.oneof(
    around(border),
    anywhere.map((ms) => bothClocks(border + ms)),
  )

test('the end of the vote is half an hour later for whoever signed in before it, and for nobody else', () => {
  const closes = closesAt.getTime()
  fc.assert(
    fc.property(
      near(closes),
      fc.oneof(near(closes), around(closes + lateMilliseconds)),
      (signedInAt, at) => {
        const isInside = isOpen(opensAt, voteEndFor(closesAt, signedInAt), at)
        const isInGrace = at < bothClocks(closes + lateMilliseconds) && signedInAt < closesAt
        expect(isInside).toBe(at < closesAt || isInGrace)
      },
    ),
    { numRuns: 1000 },
  )
})
