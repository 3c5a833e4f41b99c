import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { VoteReading } from '../../shared/domain/staff/vote-reading.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import { runWatch } from '../../team/watch/run-watch.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { now } from '../builders/values.ts'
import { anAlarm, aReading, countsOf, someCounts, someSms } from '../builders/vote-readings.ts'

const { tables, said, saidAsError, options, asStack, run } = await aLocalElection()
const folder = temporaryFolder(afterAll)
const file = join(folder, 'point.html')

const voted = (territory: string, count: number) =>
  countsOf(territory, { asked: count, left: count, arrived: count, used: count })

const lastEvening = (small: number): Partial<VoteReading> => ({
  counts: someCounts({ territories: [voted('FR', 8214), voted('PF', 38), voted('WF', small)] }),
  alarms: { watched: 40, unmeasured: 0, on: ['LateSms', 'MonthlySpendHalf'].map(anAlarm) },
  sms: someSms({ failing: ['PF'], late: 3 }),
})

const keep = (changes: Partial<VoteReading> = {}) => tables.voteReadings.keep(aReading(changes))

async function watched(more: object = {}): Promise<{ code: number; text: string }> {
  said.length = 0
  const code = await run(runWatch, { ...options, once: true, ...more })
  const text = stripVTControlCharacters(said.join('\n')).replace(/[\u00a0]/g, ' ')
  return { code, text }
}

async function page(changes: Partial<VoteReading>): Promise<string> {
  await keep(changes)
  expect((await watched({ page: file })).code).toBe(0)
  return readFileSync(file, 'utf8')
}

const plain = (html: string) =>
  html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .replaceAll('&#39;', "'")

describe('npm run election -- watch', () => {
  test('shows the reading, its time and what to do first', async () => {
    await keep(lastEvening(7))
    const { code, text } = await watched()
    expect(code).toBe(0)
    expect(text).toContain('Lu mercredi 25 novembre 2026 à 10 h, heure de Paris')
    expect(text).toContain('Le vote ouvre')
    expect(text).toContain("! Alertes\n  Des SMS ont plus d'un quart d'heure de retard. (depuis")
    expect(text).toContain('→ docs/runbook.md#sms-are-late')
    expect(text).toContain('Polynésie française : la plupart des SMS')
    expect(text).toMatch(/Métropole +│ +8 214 │ +8 214 │ +8 214 │ +0 │ +8 214/)
    const tables = text.split('\n').filter((line) => /^[│┌├└]/.test(line))
    expect(tables.filter((line) => line.length > 80)).toEqual([])
  })

  test('exits with 1 if the reading is missing, two minutes old or incomplete', async () => {
    expect(await watched()).toMatchObject({ code: 1, text: expect.stringContaining('interrompue') })
    await keep({ at: secondsLater(now, -121) })
    expect(await watched()).toMatchObject({ code: 1, text: expect.stringContaining('interrompue') })
    await keep({ alarms: undefined })
    const { code, text } = await watched()
    expect([code, text]).toEqual([1, expect.stringContaining("n'ont pas pu être lues")])
    expect(text).not.toContain('interrompue')
  })

  test('prints the reading as JSON', async () => {
    await keep(lastEvening(7))
    const { code, text } = await watched({ json: true })
    expect(code).toBe(0)
    const { at, counts } = JSON.parse(text)
    expect([at, counts.territories[2].asked]).toEqual([now.toISOString(), 7])
  })

  test('says that the vote is suspended, as its calendar has it', async () => {
    await tables.put('calendar', {
      ...{ calendarId: calendarKey, version: 1, extendedMinutes: 0 },
      suspensions: [{ from: secondsLater(now, -600).toISOString() }],
    })
    await keep()
    const { text } = await watched()
    expect(text).toContain('Le vote est suspendu depuis 9 h 50.')
    expect(text).toContain('aucun SMS ne part')
  })

  test('runs until it is stopped', async () => {
    const others = process.listenerCount('SIGTERM')
    await keep()
    const watching = run(runWatch, { ...asStack('Watcher'), page: file })
    await vi.waitFor(() => expect(process.listenerCount('SIGTERM')).toBe(others + 1))
    // Calls only the command's own listener: the process of all files has others.
    process.listeners('SIGTERM').at(-1)?.('SIGTERM')
    expect(await watching).toBe(0)
    expect(existsSync(file)).toBe(true)
  })
})

describe('the page of the delegates', () => {
  beforeEach(() => void saidAsError.splice(0))

  test('shows what delegates may see, its time, and that an old page means an ended command', async () => {
    const html = await page(lastEvening(7))
    const text = plain(html)
    expect(text).toContain('Lu mercredi 25 novembre 2026 à 10 h, heure de Paris')
    expect(text).toContain('Si cette heure date de plus de cinq minutes')
    expect(text).toContain(' 8 259 Demandes acceptées ')
    expect(text).toMatch(/Métropole Demandes acceptées 8 214 SMS envoyés 8 214 /)
    expect(text).toContain('Polynésie française : la plupart des SMS')
    expect(text).not.toContain('budget')
    expect(html).not.toMatch(/<script/)
  })

  test('has a copy that refreshes itself, and each links to the other', async () => {
    const still = await page({})
    const automatic = readFileSync(join(folder, 'point-auto.html'), 'utf8')
    expect(still).not.toContain('http-equiv="refresh"')
    expect(still).toContain('href="point-auto.html"')
    expect(automatic).toContain('<meta http-equiv="refresh" content="20">')
    expect(automatic).toContain('href="point.html"')
    expect(readdirSync(folder).sort()).toEqual(['point-auto.html', 'point.html'])
  })

  test('stays unchanged if it cannot be written, and the command says so', async () => {
    const nowhere = join(folder, 'absent', 'point.html')
    await keep()
    expect((await watched({ page: nowhere })).code).toBe(1)
    expect(saidAsError.join()).toContain('ENOENT')
    expect(existsSync(nowhere)).toBe(false)
  })
})
