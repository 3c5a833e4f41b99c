import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { isQuotaLow, plannedVoters, quotasOf } from '../../team/estimate/quotas.ts'
import { estimateText, journeysUsd } from '../../team/estimate/run-estimate.ts'
import { journeys } from '../../team/estimate/usage.ts'
import { type CountedCalls, loads } from '../builders/busiest-minute.ts'
import { pacedCalls } from '../builders/paced-calls.ts'
import { teamCommand } from '../builders/team-command.ts'
import { textOf } from '../house-rules/repository.ts'

const root = join(import.meta.dirname, '..', '..')
const election = readElectionFile(join(root, 'election.json'))
const size = { voters: plannedVoters, reissues: 36_000 }
const report = (of = size, changes = {}, now = election.dates.voteOpensAt) =>
  estimateText({ ...election, ...changes }, of, now).replaceAll('\u00a0', ' ')

const run = teamCommand('election.ts', 'estimate')

/**
 * Longest wait in seconds behind a rate, for a rush that begins at three times its average, simulated by the second.
 * @param before arrivals a second that leave first, at the beginning of an hour's rush
 */
function longestWait(arrivals: number, seconds: number, rate: number, before = 0): number {
  let waiting = 0
  let longest = 0
  for (let second = 0; second < seconds; second++) {
    const left = rate - before * (1 - second / 3600) ** 2
    waiting += 3 * (arrivals / seconds) * (1 - second / seconds) ** 2
    waiting = Math.max(0, waiting - left)
    longest = Math.max(longest, waiting / left)
  }
  return longest
}

describe('npm run election -- estimate', () => {
  const quotas = (changes = {}) => quotasOf(size, { ...election, ...changes })
  const neededOf = (name: string) => quotas().find((quota) => quota.name === name)?.target ?? 0

  it('recommends rates at which nobody waits longer than a quarter of an hour, and not much more', () => {
    const { voters } = size
    const links = (rate: number) => longestWait(voters / 12, 900, rate, (3 * voters) / 40 / 3600)
    const sms = (rate: number) => longestWait(voters / 40, 3600, rate)
    for (const [wait, needed] of [
      [links, neededOf('mailsPerSecond')],
      [sms, neededOf('smsPerSecond')],
    ] as const) {
      expect(wait(needed)).toBeLessThanOrEqual(900)
      expect(wait(0.85 * needed)).toBeGreaterThan(900)
    }
  })

  it('names what is too little, and nothing once it is granted', () => {
    const granted = {
      mailsPerSecond: 100,
      mailsPerDay: 500_000,
      smsPerSecond: 11,
      smsMonthlySpendUsd: 10_000,
      lambdaConcurrency: 1000,
    }
    expect(quotas(granted).filter(isQuotaLow)).toEqual([])
    const low = quotas({ ...granted, mailsPerDay: undefined, smsPerSecond: 10 }).filter(isQuotaLow)
    expect(low.map(({ name }) => name)).toEqual(['mailsPerDay', 'smsPerSecond'])
    expect(report(size, granted)).not.toContain('TROP PEU')
    expect(report()).toContain(
      'TROP PEU  e-mails par jour (SES ; mailsPerDay) : prévu, rien ; demandé, 400 000 ; à avoir, 429 000',
    )
  })

  it('says that more voters come than routes and tables are sized for', () => {
    expect(report()).not.toContain("TROP PEU  L'API")
    expect(report({ ...size, voters: plannedVoters + 1 })).toContain("TROP PEU  L'API")
  })

  it('says until when to ask AWS, and to ask at once when that day is past', () => {
    const weeksBefore = (weeks: number) =>
      new Date(election.dates.reissueOpensAt.getTime() - weeks * 7 * 86_400_000)
    expect(report(size, {}, weeksBefore(5))).toContain('À demander à AWS avant le ')
    expect(report(size, {}, weeksBefore(3))).toContain('À demander à AWS tout de suite')
  })

  it('accepts a number of voters, and assumes three new identifiers for a hundred of them', async () => {
    const { code, said } = await run('--voters', '10000')
    const told = said.replaceAll('\u00a0', ' ')
    expect(code).toBe(0)
    expect(told).toContain("L'élection, pour 10 000 électeurs, 300 nouveaux identifiants")
    expect(told).toBe(report({ voters: 10_000, reissues: 300 }, {}, new Date()))
    expect(await run('--election', 'absent.json')).toMatchObject({
      code: 2,
      said: expect.stringMatching(/^absent\.json : /),
    })
  })

  it('prints the figures of docs/deploy.md', () => {
    const [, told] = /```text\n(1 000 .*?)```/s.exec(textOf('docs/deploy.md')) ?? []
    const [, , , reissues, ...others] = report().split('\n\n')
    const totals = others.slice(0, 2).map((lines) => lines.split('\n')[0])
    expect(told?.trim()).toBe([reissues, ...totals].join('\n\n'))
  })

  it('adds up every voter once, with the identifier of the notice or a new one', () => {
    const more =
      journeysUsd({ voters: 1000, reissues: 1000 }) - journeysUsd({ voters: 1000, reissues: 0 })
    expect(more).toBeCloseTo(0.44 - 0.075, 2)
  })

  it('counts the DynamoDB units of each journey', () => {
    const signIn = { signIn: 0.75, signInWithCode: 0.25, signInCode: 0.25, wrongSignIn: 0.3 }
    const booth = { boothEntered: 1, wrongBoothEntry: 0.3, boothShown: 2 }
    // In addition to the calls: index writes and the blocks of token reservations.
    const counted = {
      vote: [{ ...signIn, spaceShown: 2, ...booth }, 2],
      firstSignIn: [{ linkMailed: 1.1, linkPreviewed: 1, passwordSet: 1.5, passwordTold: 1 }, 2.1],
      reissue: [
        {
          ...{ ...signIn, spaceShown: 5, code: 2, request: 1, wrongRequest: 0.3 },
          ...{ requestFollowed: 16, linkOpened: 1.1, requestConfirmed: 1, smsSent: 1 },
          ...{ smsTold: 1, receiptRecorded: 1, ...booth },
        },
        18,
      ],
    } as const
    const calls: Record<string, CountedCalls> = { ...loads, ...pacedCalls }
    const unitsOf = (kind: 'writes' | 'reads', times: Readonly<Record<string, number>>) =>
      Object.entries(times).reduce((sum, [name, each]) => {
        const units = Object.values(calls[name]?.[kind] ?? {})
        return sum + each * units.reduce((one, other) => one + other, 0)
      }, 0)
    for (const [name, [times, beside]] of Object.entries(counted)) {
      const { dynamoWrites, dynamoReads } = journeys[name as keyof typeof journeys]
      expect(1000 * (unitsOf('writes', times) + beside), name).toBeCloseTo(dynamoWrites)
      expect(1000 * unitsOf('reads', times), name).toBeCloseTo(dynamoReads)
    }
  })
})
