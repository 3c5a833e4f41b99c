import { stripVTControlCharacters } from 'node:util'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test, vi } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { VoteReading } from '../../shared/domain/staff/vote-reading.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import { showVoteStatus } from '../../team/election/show-vote-status.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { now } from '../builders/values.ts'
import { anAlarm, aReading, countsOf, someCounts, someSms } from '../builders/vote-readings.ts'

const { tables, said, options, run } = await aLocalElection()

const voted = (territory: string, count: number) =>
  countsOf(territory, { asked: count, left: count, arrived: count, used: count })

const lastEvening = (small: number): Partial<VoteReading> => ({
  counts: someCounts({ territories: [voted('FR', 8214), voted('PF', 38), voted('WF', small)] }),
  alarms: { total: 40, withoutData: 0, active: ['LateSms', 'MonthlySpendHalf'].map(anAlarm) },
  sms: someSms({ failing: ['PF'], late: 3 }),
})

const keep = (changes: Partial<VoteReading> = {}) => tables.voteReadings.store(aReading(changes))

async function printed(more: object = {}): Promise<{ code: number; text: string }> {
  said.length = 0
  const code = await run(showVoteStatus, { ...options, ...more })
  const text = stripVTControlCharacters(said.join('\n')).replace(/[\u00a0]/g, ' ')
  return { code, text }
}

describe('npm run election -- status', () => {
  test('shows the reading, its time and what to do first', async () => {
    await keep(lastEvening(7))
    const { code, text } = await printed()
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
    expect(await printed()).toMatchObject({ code: 1, text: expect.stringContaining('interrompue') })
    await keep({ at: secondsLater(now, -121) })
    expect(await printed()).toMatchObject({ code: 1, text: expect.stringContaining('interrompue') })
    await keep({ alarms: undefined })
    const { code, text } = await printed()
    expect([code, text]).toEqual([1, expect.stringContaining("n'ont pas pu être lues")])
    expect(text).not.toContain('interrompue')
  })

  test('prints the reading as JSON', async () => {
    await keep(lastEvening(7))
    const { code, text } = await printed({ json: true })
    expect(code).toBe(0)
    const { at, counts } = JSON.parse(text)
    expect([at, counts.territories[2].asked]).toEqual([now.toISOString(), 7])
  })

  test('prints each later reading until it is interrupted, and the former one if a reading fails', async () => {
    await keep(lastEvening(7))
    const wait = vi.fn<() => Promise<void>>(() => Promise.reject(new Error('interrupted')))
    wait.mockImplementationOnce(async () => {
      vi.spyOn(DynamoDBDocumentClient.prototype, 'send').mockRejectedValueOnce(new Error('down'))
    })
    wait.mockImplementationOnce(() => keep(lastEvening(9)))
    await printed({ json: true, watch: true, wait })
    const asked = said.map((text) => JSON.parse(text).counts.territories[2].asked)
    expect(asked).toEqual([7, 7, 9])
  })

  test('says that the vote is suspended, as its calendar has it', async () => {
    await tables.put('calendar', {
      ...{ calendarId: calendarKey, version: 1, extendedMinutes: 0 },
      suspensions: [{ from: secondsLater(now, -600).toISOString() }],
    })
    await keep()
    const { text } = await printed()
    expect(text).toContain('Le vote est suspendu depuis 9 h 50.')
    expect(text).toContain('aucun SMS ne part')
  })
})
