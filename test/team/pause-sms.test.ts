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

  it.each([
    ['that gets no SMS', 'NC', reason, texts.notTerritory('NC', ['FR', 'RE', 'GP'])],
    ['whose numbers are another’s', 'BL', reason, texts.notTerritory('BL', ['FR', 'RE', 'GP'])],
    ['without a reason', 'RE', '?', texts.reasonless],
    ['for somebody', 'RE', 'appel du 06 12 34 56 78', texts.reasonless],
  ])('but none %s', async (_, territory, why, told) => {
    expect(await ask(territory, why)).toEqual({ done: false, told })
    expect(await pauses()).toEqual({})
  })
})
