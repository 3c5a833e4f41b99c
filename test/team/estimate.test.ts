import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { estimateNeeds as needs } from '../../bin/infrastructure-needs.ts'
import { pollDelayMs } from '../../site/scripts/reissue/poll-delay.ts'
import { countLooks } from '../../team/estimate/count-looks.ts'
import { electionCost, flatPlanFor, monthsOf } from '../../team/estimate/election-cost.ts'
import { journeysOf, pagesOf } from '../../team/estimate/journeys.ts'
import { flatPlans, type Price, prices } from '../../team/estimate/prices.ts'
import { isShort, plannedVoters, quotasOf } from '../../team/estimate/quotas.ts'
import { estimate } from '../../team/estimate/run-estimate.ts'
import { partOf, totalUsd } from '../../team/estimate/usage.ts'
import { teamCommand } from '../builders/team-command.ts'
import { builtSite, election, fileOf } from '../site/built-site.ts'

const site = builtSite()
const journeys = journeysOf({ calls: needs.calls, looks: needs.looksOf(election.smsDelaySeconds) })
const size = { voters: plannedVoters, reissues: 36_000 }
const report = (of = size, changes = {}, now = election.dates.voteOpensAt) =>
  estimate({ ...election, ...changes }, of, needs, now).replaceAll('\u00a0', ' ')

const root = join(import.meta.dirname, '..', '..')
const run = teamCommand('election.ts', 'estimate')

/** What a browser that has nothing yet loads, page after page; what has a fingerprint once. */
function weigh(...urls: string[]) {
  const kept = new Set<string>()
  const load = (path: string): { files: number; bytes: number } => {
    if (kept.has(path)) return { files: 0, bytes: 0 }
    if (path.startsWith('/assets/')) kept.add(path)
    const content = readFileSync(join(site.directory(), path))
    const named = /\.(html|css|js)$/.test(path)
      ? [...content.toString().matchAll(/\/assets\/[\w.-]+\.\w+/g)].map(([asset]) => load(asset))
      : []
    return named.reduce(
      (sum, one) => ({ files: sum.files + one.files, bytes: sum.bytes + one.bytes }),
      { files: 1, bytes: path.endsWith('.png') ? content.length : gzipSync(content).length },
    )
  }
  return urls.map(fileOf).reduce(
    (sum, url) => {
      const { files, bytes } = load(url)
      return { files: sum.files + files, bytes: sum.bytes + bytes }
    },
    { files: 0, bytes: 0 },
  )
}

/**
 * The longest wait in seconds behind a rate, of a rush that begins at three times its average, second by second.
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

describe('npm run estimate', () => {
  const quotas = (changes = {}) => quotasOf(size, { ...election, ...changes }, needs.planned)
  const neededOf = (name: string) => quotas().find((quota) => quota.name === name)?.needed ?? 0

  it('asks for rates at which nobody waits longer than a quarter of an hour, and not much more', () => {
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
      site: { ...election.site, firewall: true },
    }
    expect(quotas(granted).filter(isShort)).toEqual([])
    const short = quotas({ ...granted, mailsPerDay: undefined, smsPerSecond: 10 }).filter(isShort)
    expect(short.map(({ name }) => name)).toEqual(['mailsPerDay', 'smsPerSecond'])
    expect(report(size, granted)).not.toContain('TROP PEU')
    expect(report()).toContain(
      'TROP PEU  e-mails par jour (SES ; mailsPerDay) : prévu, rien ; demandé, 400 000 ; à avoir, 429 000',
    )
  })

  it('finds routes, tables and API within their limits at the number that they are sized for', () => {
    const most = Object.fromEntries(quotas().map((quota) => [quota.name, quota.most]))
    expect(most.route).toBeGreaterThan(50)
    expect(Math.max(Number(most.route), Number(most.table))).toBeLessThan(100)
    expect(most.api).toBeLessThan(10_000)
  })

  it('says until when to ask AWS, and to ask at once when that day is past', () => {
    const weeksBefore = (weeks: number) =>
      new Date(election.dates.reissueOpensAt.getTime() - weeks * 7 * 86_400_000)
    expect(report(size, {}, weeksBefore(5))).toContain('À demander à AWS avant le ')
    expect(report(size, {}, weeksBefore(3))).toContain('À demander à AWS tout de suite')
  })

  it('takes so many voters, and three new identifiers for a hundred of them', async () => {
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

  it('weighs the pages of each journey as they are built', () => {
    const built = {
      reissue: weigh('/', '/espace/', '/identifiant/', '/espace/', '/vote/'),
      firstConnection: weigh('/', '/mot-de-passe/', '/'),
      vote: weigh('/', '/espace/', '/vote/'),
    }
    for (const [journey, { files, bytes }] of Object.entries(pagesOf)) {
      const weighed = built[journey as keyof typeof built]
      expect(weighed.files, journey).toBe(files)
      expect(Math.abs(weighed.bytes - bytes) / bytes, journey).toBeLessThan(0.1)
    }
  })

  it('counts a look more for each half minute that the SMS waits', () => {
    const looks = [120, 240].map((seconds) => countLooks(pollDelayMs, seconds))
    expect(looks).toEqual([expect.any(Number), (looks[0] ?? 0) + 4])
    expect(looks[0]).toBeGreaterThan(10)
  })

  it('comes to the figures of docs/deploy.md', () => {
    const document = readFileSync(join(root, 'docs', 'deploy.md'), 'utf8')
    const [, told] = /```text\n(1 000 nouveaux identifiants.*?)```/s.exec(document) ?? []
    const [, , , reissues, connections, votes] = report().split('\n\n')
    expect(told?.trim()).toBe([reissues, connections, votes].join('\n\n'))
  })

  it('adds what comes once, by month and by voter, and nothing else', () => {
    const cost = (voters: number, reissues: number) =>
      electionCost(journeys, election, { voters, reissues }, needs.warmWrites)
    expect(monthsOf(election.dates)).toBe(2)
    const more = cost(1000, 1000).usd - cost(1000, 0).usd
    const less = totalUsd(journeys.reissue) - totalUsd(journeys.vote)
    expect(more).toBeCloseTo(1000 * (less + 0.08), 6)
    expect(totalUsd(cost(1000, 0).used)).toBeCloseTo(
      1000 * (totalUsd(journeys.firstConnection) + totalUsd(journeys.vote)),
      6,
    )
  })

  it('has the highest price that the file allows stand where none was found, by territory', () => {
    expect(report(undefined, { territories: ['FR', 'RE', 'YT'], smsMaxPriceUsd: 0.5 })).toContain(
      "      80,00  France\n        500  au plus, d'après le fichier ; prix à chercher : La Réunion, Mayotte",
    )
  })

  it('takes the least flat plan that holds all requests, and none when none does', () => {
    const plans = [500_000, 9_000_000, 100_000_000, 900_000_000].map((siteRequests) =>
      flatPlanFor({ siteRequests }),
    )
    expect(plans.map((plan) => plan?.name)).toEqual(['Free', 'Pro', 'Business', undefined])
    expect(flatPlanFor({ siteBytes: 200e9 })?.name).toBe('Pro')
    expect(flatPlans.map(({ usd }) => usd)).toEqual([0, 15, 200, 1000])
  })

  it('leaves in a plan all that CloudFront and its firewall bill, and nothing else', () => {
    const inside = totalUsd(partOf(journeys.reissue, 'in-plans'))
    const beside = totalUsd(partOf(journeys.reissue, 'beside'))
    expect(inside + beside).toBeCloseTo(totalUsd(journeys.reissue), 10)
    const paid = Object.keys(partOf(journeys.reissue, 'in-plans'))
    expect(paid.sort()).toEqual(['firewallRequests', 'siteBytes', 'siteRequests'])
  })

  it('names every price as read, with its day, or as assumed', () => {
    const told = report()
    for (const { read } of Object.values<Price>(prices)) {
      if (read) expect(told).toContain(`${read.source}, ${read.on} : `)
    }
    expect(told).toMatch(/supposés, à vérifier dans le compte : SMS ; CloudFront, demandes/)
  })
})
