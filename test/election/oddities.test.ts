import { describe, expect, it } from 'vitest'
import { parseElection } from '../../shared/domain/election/election.ts'
import { oddityText } from '../../shared/texts/election/election-oddities.ts'
import { odditiesOf } from '../../team/election/oddities.ts'
import { validElectionFile } from '../builders/election-files.ts'

const now = new Date('2026-09-01T08:00:00Z')

const calm = {
  ...validElectionFile,
  senderId: 'RECTORAT',
  dates: {
    contestUntil: '2026-12-15T17:00',
    reissueOpensAt: '2026-11-20T10:00',
    reissueClosesAt: '2026-12-10T17:00',
    voteOpensAt: '2026-12-03T10:00',
    voteClosesAt: '2026-12-10T17:00',
  },
  mail: { from: 'vote@elections.test' },
  alarms: { email: 'equipe@elections.test' },
  mailsPerDay: 2_500_000,
  helpdesk: { phone: '01 02', email: 'aide@elections.test', hours: 'tous les jours' },
}

const withDates = (dates: Partial<typeof calm.dates>) => ({ dates: { ...calm.dates, ...dates } })

function kindsOf(changes: object, at = now): string[] {
  return odditiesOf(parseElection({ ...calm, ...changes }), at).map(({ kind }) => kind)
}

describe('a team is asked to check', () => {
  it.each<[string, string[], object]>([
    ['a vote that opens on a Sunday', ['sunday'], withDates({ voteOpensAt: '2026-12-06T10:00' })],
    [
      'a vote that closes on a Saturday',
      ['saturday', 'reissue-closes-early'],
      withDates({ voteClosesAt: '2026-12-12T17:00', voteOpensAt: '2026-12-08T10:00' }),
    ],
    [
      'a vote that opens on a holiday',
      ['holiday', 'vote-long', 'reissue-opens-late'],
      withDates({ voteOpensAt: '2026-11-11T10:00' }),
    ],
    ['a vote that opens at midnight', ['night'], withDates({ voteOpensAt: '2026-12-03T00:00' })],
    [
      'a vote that closes at 22 h',
      ['night', 'reissue-closes-early'],
      withDates({ voteClosesAt: '2026-12-10T22:00' }),
    ],
    ['an hour that comes twice', ['hour-twice'], withDates({ reissueOpensAt: '2026-10-25T02:30' })],
    [
      'a vote of less than a day',
      ['vote-short', 'both-lost-whole-vote'],
      withDates({ voteOpensAt: '2026-12-09T17:01' }),
    ],
    [
      'reissues that open after the vote',
      ['reissue-opens-late'],
      withDates({ reissueOpensAt: '2026-12-03T10:01' }),
    ],
    [
      'reissues that close after the vote',
      ['reissue-closes-late'],
      withDates({ reissueClosesAt: '2026-12-10T17:01' }),
    ],
    [
      'reissues that close before the vote closes',
      ['reissue-closes-early'],
      withDates({ reissueClosesAt: '2026-12-10T16:59' }),
    ],
    [
      'reissues that close before the vote opens',
      ['reissue-closed-by-the-vote'],
      withDates({ reissueClosesAt: '2026-12-03T10:00' }),
    ],
    [
      'a contest long after the vote',
      ['contest-far'],
      withDates({ contestUntil: '2027-01-10T17:01' }),
    ],
    [
      'a helpdesk that is closed on days of the vote',
      ['helpdesk-closed'],
      { helpdesk: { ...calm.helpdesk, hours: 'du lundi au vendredi' } },
    ],
    ['a wait as long as the vote', ['both-lost-whole-vote'], { bothLostHours: 175 }],
    ['a delay too short to cancel in', ['no-time-to-cancel'], { smsDelaySeconds: 29 }],
    ['a daily cap reached within an hour', ['cap-below-an-hour'], { smsDailyCap: 35_999 }],
    ['a rate that AWS grants on request only', ['sms-rate-high'], { smsPerSecond: 11 }],
    ['the budget of a new account', ['spend-below-cap'], { smsMonthlySpendUsd: 1 }],
    ['a sender id of general words only', ['generic-sender'], { senderId: 'ELECTIONPRO' }],
    ['a sender id that ends in a year', ['generic-sender'], { senderId: 'Vote2026' }],
    ['territories that AWS says nothing of', ['territories-untold'], { territories: ['FR', 'WF'] }],
    ['a price that no SMS has', ['price-low'], { smsMaxPriceUsd: 0.07 }],
    ['alarms that nobody receives', ['no-alarms'], { alarms: undefined }],
    ['a site that nothing protects', ['no-firewall'], { site: { ...calm.site, firewall: false } }],
    [
      'ballots cast nobody told where',
      ['no-voting-url'],
      { site: { ...calm.site, votingUrl: undefined } },
    ],
    ['a quota of e-mails nobody told', ['no-mail-quota'], { mailsPerDay: undefined }],
    ['a concurrency nobody told', ['concurrency-low'], { lambdaConcurrency: undefined }],
    ['a concurrency too low for a first morning', ['concurrency-low'], { lambdaConcurrency: 499 }],
    [
      'a key that lets whoever the account lets take on a role',
      ['key-open'],
      { protection: { customerManagedKey: true }, roles: {} },
    ],
    [
      'a key that nobody hears is gone round',
      ['key-untold'],
      { protection: { customerManagedKey: true }, auditTrail: false },
    ],
    ['an address of the examples', ['example-address'], { mail: { from: 'a@b.example.org' } }],
    [
      'the phone of the examples',
      ['example-phone'],
      { helpdesk: { ...calm.helpdesk, phone: '+33 1 23 45 67 89' } },
    ],
    ['a title that the notices cannot print', ['unprintable'], { title: 'Élections 🗳 2026' }],
    [
      'two ballots of one title',
      ['same-title'],
      {
        ballots: [
          { id: 'a', title: 'CSA' },
          { id: 'b', title: 'CSA' },
        ],
      },
    ],
  ])('%s', (_, kinds, changes) => {
    expect(kindsOf(changes)).toEqual(kinds)
  })

  it.each<[string, string[], string]>([
    ['a vote that opens within two weeks', ['vote-soon'], '2026-11-19T09:00:01Z'],
    ['not a vote two weeks ahead', [], '2026-11-19T08:59:59Z'],
    ['dates that are past', ['past', 'past'], '2026-12-03T09:00:00Z'],
    ['a vote more than a year ahead', ['vote-far'], '2025-12-02T08:00:00Z'],
  ])('%s', (_, kinds, at) => {
    expect(kindsOf({}, new Date(at))).toEqual(kinds)
  })

  it('by the clock of the election, not of the machine', () => {
    const noumea = { timeZone: 'Pacific/Noumea', ...withDates({ voteOpensAt: '2026-12-07T08:00' }) }
    expect(kindsOf(noumea)).toEqual([])
  })
})

it('what is odd is said in plain words', () => {
  const election = parseElection({
    ...calm,
    ...withDates({ voteOpensAt: '2026-12-06T10:00' }),
    smsMonthlySpendUsd: 1,
  })
  const texts = odditiesOf(election, now).map(oddityText)
  expect(texts[0]).toBe("L'ouverture du vote tombe un dimanche.")
  expect(texts[1]).toContain("c'est environ 12 SMS")
})
