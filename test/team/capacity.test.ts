import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needs } from '../../bin/capacity.ts'
import { peakOf } from '../../lib/busiest-minute.ts'
import { parseElection } from '../../shared/domain/election/election.ts'
import { demandOf, instantOf } from '../../team/capacity/demand.ts'
import { type Flow, quantileOf, until, waiting, waitsOf } from '../../team/capacity/flow.ts'
import { play } from '../../team/capacity/play.ts'
import { exceededOf, quotasOf } from '../../team/capacity/quotas.ts'
import { capacityOf } from '../../team/capacity/run-capacity.ts'
import { toldOfSms, toldTooShort } from '../../team/capacity/told-waits.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { inFull, sized } from '../size.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
const election = parseElection(JSON.parse(read('election.json')))
const million = 1_200_000

const vote = demandOf(million, election)
const last = vote.links.length - 1
const all = (flow: Flow) => until(flow.left, last)
const quotas = (changes = {}) =>
  quotasOf(vote, play(vote, { ...election, ...changes }), { ...election, ...changes }, needs)
const quota = (name: string, changes = {}) => quotas(changes).find((one) => one.name === name)
const generous = {
  mailsPerSecond: 400,
  smsPerSecond: 30,
  smsMonthlySpendUsd: 10_000,
  lambdaConcurrency: 1000,
}

const run = teamCommand('capacity.ts')

describe('npm run capacity', () => {
  it('draws where it is told to, and takes a number of voters only', async ({ skip }) => {
    inFull(skip)
    const picture = join(temporaryFolder(), 'drawn.svg')
    expect(await run('--voters', '10000', '--picture', picture)).toEqual({
      code: 0,
      said: `${capacityOf(election, 10_000, needs).report}\n\nDessiné dans ${picture}.`,
    })
    expect(readFileSync(picture, 'utf8')).toMatch(/^<svg /)
    expect(await run('--voters', '0')).toMatchObject({
      code: 2,
      said: expect.stringContaining('un nombre entier'),
    })
    expect(await run('absent.json')).toMatchObject({ code: 2 })
  })

  it.each(sized([10_000], [10_000, 100_000, million]))(
    'says of %d voters what docs/capacity.md shows',
    (voters) => {
      const { report, svg } = capacityOf(election, voters, needs)
      expect(read('docs', 'capacity.md')).toContain(
        `\`\`\`text\n${report.replaceAll('\u00a0', ' ')}\n\`\`\``,
      )
      expect(svg).toBe(read('docs', 'capacity', `${voters}.svg`))
    },
  )

  it('takes its first minute for the one that the tables are planned for', ({ skip }) => {
    inFull(skip)
    expect((60 * (vote.links[0] ?? 0)) / vote.stepSeconds).toBeCloseTo(60 * (1000 / 3), -4)
    const table = quota('table', generous)
    const planned = (100 * peakOf('attempts').writes) / (needs.tableWrites.attempts ?? 0)
    expect(table?.most).toBeGreaterThan(0.9 * planned)
    expect(table?.most).toBeLessThan(1.05 * planned)
  })

  it('loses nobody: all that comes has left a day after the closing', () => {
    const played = play(vote, election)
    expect(all(played.links)).toBeCloseTo(0.6 * million, 0)
    expect(all(played.sms)).toBeCloseTo(0.06 * million, 0)
    expect(all(played.news)).toBeCloseTo(0.66 * million, -2)
    expect(waiting(played.stopLinks, last)).toBeCloseTo(0, 3)
  })

  it('puts off to the next day what the cap of SMS or the quota of e-mails has no room for', () => {
    const capped = play(vote, { ...election, smsPerSecond: 100, smsDailyCap: 20_000 })
    const midnight = vote.links.findIndex((_, step) => vote.dayOf(step) !== vote.dayOf(0))
    expect(until(capped.sms.left, midnight - 1)).toBeCloseTo(20_000, 3)
    expect(capped.held[midnight - 1]).toBeGreaterThan(10_000)
    expect(until(capped.sms.left, midnight + 180)).toBeGreaterThan(34_000)
    const quotaed = play(vote, { ...election, mailsPerSecond: 400, mailsPerDay: 100_000 })
    expect(until(quotaed.links.left, midnight - 1)).toBeCloseTo(40_000, 3)
  })

  it('tells nobody a shorter wait than they have, although at 14 e-mails a second 25 that stop an SMS come', () => {
    for (const mailsPerSecond of [10, 14, 20, 85]) {
      const rates = { ...election, mailsPerSecond }
      expect(toldTooShort(vote, play(vote, rates), rates)).toBe(0)
    }
    const played = play(vote, election)
    const told = toldOfSms(vote, played, election)
    for (const { step, seconds } of waitsOf(played.sms, vote.stepSeconds)) {
      const toldSeconds = ((told[step]?.getTime() ?? 0) - instantOf(vote, step).getTime()) / 1000
      expect(seconds).toBeLessThan(toldSeconds)
    }
  })

  it('needs rates at which nobody waits for more than a quarter of an hour, and not one less', ({
    skip,
  }) => {
    inFull(skip)
    const { needed = 0 } = quota('mailsPerSecond') ?? {}
    const longest = (mailsPerSecond: number) =>
      quantileOf(waitsOf(play(vote, { ...election, mailsPerSecond }).links, 20), 1)
    expect(longest(needed)).toBeLessThanOrEqual(900)
    expect(longest(needed - 1)).toBeGreaterThan(900)
  })

  it('names first what is exceeded first, and nothing when all is enough', ({ skip }) => {
    inFull(skip)
    expect(exceededOf(quotas()).map(({ name }) => name)).toEqual([
      'lambda',
      'mailsPerSecond',
      'smsPerSecond',
      'smsSpend',
    ])
    expect(exceededOf(quotas(generous))).toEqual([])
    expect(capacityOf({ ...election, ...generous }, 1000, needs).report).toContain(
      'Rien ne sature.',
    )
  })

  it('draws a vote of a few hours too', () => {
    const { voteOpensAt } = election.dates
    const voteClosesAt = new Date(voteOpensAt.getTime() + 2 * 3_600_000)
    const dates = { ...election.dates, voteClosesAt, reissueClosesAt: voteClosesAt }
    const { svg } = capacityOf({ ...election, dates }, 10_000, needs)
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })
})
