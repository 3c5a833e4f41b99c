import { beforeEach, describe, expect, it } from 'vitest'
import { smsTexts as texts } from '../../shared/texts/sms/sms-command.ts'
import { pauseSms } from '../../team/sms/limit-territory.ts'
import { now } from '../builders/values.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'

let tables: InMemoryTables
const reason = 'opérateur en panne'

beforeEach(() => {
  tables = inMemoryTables()
})

const ask = (territory: string, reason?: string, territories = ['FR', 'RE', 'BL', 'MF']) =>
  pauseSms(tables.smsBreakers, { territories }, { territory, reason, now })
const pauses = async () => (await tables.smsBreakers.find()).pauses ?? {}

describe('the team holds the SMS to a territory', () => {
  it('with its reason, and lets them leave again; each once', async () => {
    expect(await ask('RE', reason)).toEqual({ done: true, told: texts.pausedNow('RE') })
    expect(await ask('RE', 'une autre')).toEqual({ done: true, told: texts.pausedAlready('RE') })
    expect(await pauses()).toEqual({ RE: { since: now, reason } })
    expect(await ask('RE')).toEqual({ done: true, told: texts.resumed('RE') })
    expect(await ask('RE')).toEqual({ done: true, told: texts.notPaused('RE') })
    expect(await pauses()).toEqual({})
  })

  it('but none whose numbers are another’s', async () => {
    const told = texts.notTerritory('BL', ['FR', 'RE', 'GP'])
    expect(await ask('BL', reason)).toEqual({ done: false, told })
    expect(await pauses()).toEqual({})
  })
})
