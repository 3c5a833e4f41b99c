import { expect, test } from 'vitest'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { election } from '../builders/voters.ts'

const digest = electionDigest(election)

test('the digest of an election is the same whatever order its file has', () => {
  const dates = Object.fromEntries(Object.entries(election.dates).reverse())
  const ballots = [...election.ballots].reverse()
  const reordered = { ...election, dates: dates as typeof election.dates, ballots }
  expect(electionDigest(reordered)).toBe(digest)
  expect(digest).toMatch(/^[\w-]{43}$/)
})

test.each([
  ['name', { name: 'Another' }],
  ['time zone', { timeZone: 'Indian/Reunion' }],
  ['ballots', { ballots: [] }],
  [
    'dates',
    { dates: { ...election.dates, voteClosesAt: secondsLater(election.dates.voteClosesAt, 1) } },
  ],
])('the digest of an election is another with another %s', (_, changes) => {
  expect(electionDigest({ ...election, ...changes })).not.toBe(digest)
})
