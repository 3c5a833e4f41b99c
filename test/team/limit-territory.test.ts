import { beforeEach, describe, expect, it } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { dayOfTerritory } from '../../shared/domain/sms/territory-cap.ts'
import { capSms, capsTold, pauseSms, resumeSms, uncapSms } from '../../team/sms/limit-territory.ts'
import { smsCommandTexts as texts } from '../../team/sms/texts.ts'
import { now } from '../builders/values.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'

const election = { territories: ['FR', 'PF', 'BL'], timeZone: 'Europe/Paris' }
const today = electionDayOf(now, election.timeZone)
const reason = 'budget du territoire'

let tables: InMemoryTables

beforeEach(() => {
  tables = inMemoryTables()
})

const engines = () => ({ ...tables, election, now })
const cap = (territory: string, smsPerDay: number, why = reason) =>
  capSms(engines(), territory, { smsPerDay, reason: why })
const pause = (territory: string, why: string) => pauseSms(engines(), territory, why)
const resume = (territory: string) => resumeSms(engines(), territory)
const pauses = async () => (await tables.smsBreakers.find()).pauses ?? {}
const caps = async () => (await tables.smsBreakers.find()).caps ?? {}
const told = async () => capsTold(engines(), await tables.smsBreakers.find())

describe('the team caps the SMS of a day to a territory', () => {
  it('those that left today count, and state says what is left', async () => {
    await tables.handoverDays.count(today, { territory: 'PF', seconds: 100 })
    await tables.handoverDays.count(today, { territory: 'PF', seconds: 500 })
    await tables.handoverDays.count(today, { territory: 'FR', seconds: 100 })
    expect(await cap('PF', 3)).toEqual({ done: true, told: texts.cappedNow('PF', 3, 2) })
    expect(await told()).toMatchObject([{ isReached: false }])
    await tables.smsDays.count(dayOfTerritory(today, 'PF'), 3)
    expect(await told()).toEqual([
      { isReached: true, told: expect.stringContaining(`${reason}. Partis aujourd'hui : 3.`) },
    ])
  })

  it('to another number, and lifts the cap once', async () => {
    await cap('PF', 3)
    await cap('PF', 5, 'budget relevé')
    expect(await caps()).toEqual({ PF: { smsPerDay: 5, since: now, reason: 'budget relevé' } })
    expect(await uncapSms(engines(), 'PF')).toEqual({ done: true, told: texts.uncapped('PF') })
    expect(await uncapSms(engines(), 'PF')).toEqual({ done: true, told: texts.notCapped('PF') })
    expect(await caps()).toEqual({})
  })

  it('but none that gets no SMS', async () => {
    const told = texts.notTerritory('NC', ['FR', 'PF', 'GP'])
    expect(await cap('NC', 3)).toEqual({ done: false, told })
    expect(await caps()).toEqual({})
  })
})

describe('the team holds the SMS to a territory', () => {
  it('with its reason, and lets them leave again; each once', async () => {
    expect(await pause('PF', reason)).toEqual({ done: true, told: texts.pausedNow('PF') })
    expect(await pause('PF', 'une autre')).toEqual({ done: true, told: texts.pausedAlready('PF') })
    expect(await pauses()).toEqual({ PF: { since: now, reason } })
    expect(await resume('PF')).toEqual({ done: true, told: texts.resumed('PF') })
    expect(await resume('PF')).toEqual({ done: true, told: texts.notPaused('PF') })
    expect(await pauses()).toEqual({})
  })

  it.each(['PF', 'pf', 'Polynésie française', 'polynesie-francaise', 'la polynésie française'])(
    'by the name that people write: %s',
    async (typed) => {
      await pause(typed, reason)
      expect(Object.keys(await pauses())).toEqual(['PF'])
    },
  )

  it('but none whose numbers are another’s', async () => {
    const told = texts.notTerritory('BL', ['FR', 'PF', 'GP'])
    expect(await pause('BL', reason)).toEqual({ done: false, told })
    expect(await pauses()).toEqual({})
  })
})
