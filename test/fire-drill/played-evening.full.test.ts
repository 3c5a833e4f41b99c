import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runbookSection, shortAlarmName } from '../../shared/domain/alarm-names.ts'
import { eventually, type LocalRun } from '../journey/local-run.ts'
import { type Asked, counted, stopSes, voters } from './causes.ts'
import { playDrill } from './drill.ts'
import { startDrilledRun } from './drilled-run.ts'
import { functionDrills } from './function-drills.ts'
import { smsDrills } from './sms-drills.ts'

// A last evening: voters ask all the time, and three things go wrong, one after the other. A drill fails when its alarm
// is not on two minutes later.

describe('a last evening on which voters go on asking', { timeout: 300_000 }, () => {
  let run: LocalRun
  /** Alarms in the order in which they went off, each with the section of the runbook that it names. */
  const wentOff: string[] = []
  const asking = new AbortController()
  let evening: Promise<Asked[]>

  beforeAll(async () => {
    run = await startDrilledRun({
      extraVoters: 400,
      // However many voters a fast machine has asked by its end.
      electionChanges: { smsMonthlySpendUsd: 1000, mailsPerDay: 50_000 },
      alarmChanged({ definition, now }) {
        const section = runbookSection(definition.settings.AlarmDescription ?? '')
        if (now === 'ALARM') wentOff.push(`${shortAlarmName(definition.name)} ${section}`)
      },
    })
    evening = goOnAsking(run, asking.signal)
    await run.passMinutes(1)
  })
  afterAll(async () => {
    asking.abort()
    await evening.catch(() => {})
    await run.stop()
  })

  test('begins without an alarm', () => {
    expect(wentOff).toEqual([])
  })

  test('somebody stops SES: seen within two minutes, by an alarm that names it, and mended', async () => {
    await playDrill(run, 'RefusedMails', {
      cause: 'SES takes no e-mail, and voters go on asking',
      async begin(_, since) {
        await stopSes(run)
        await counted(run, 'MailsNotTaken', 3, since)
      },
      team: { atOnce: 'election remedy e-mails' },
    })
    expect(wentOff).toContain('RefusedMails e-mails')
  })

  test('a carrier refuses Polynesia: seen within two minutes, paused, and resumed', async () => {
    await playDrill(run, 'FailingTerritory', smsDrills.FailingTerritory)
    expect(wentOff).toContain('FailingTerritory sms')
  })

  test('a robot floods a route: seen within two minutes, and over when it is', async () => {
    await playDrill(run, 'CrowdedRoutes', functionDrills.CrowdedRoutes)
    expect(wentOff).toContain('CrowdedRoutes affluence')
  })

  test('ends without an alarm, and whoever asked meanwhile has an SMS', async () => {
    asking.abort()
    const phones = (await evening).map(({ phone }) => phone)
    expect(phones.length).toBeGreaterThan(20)
    await eventually('all SMS of the evening have left', () => {
      const reached = new Set(run.handset.texts.map(({ phone }) => phone))
      return phones.every((phone) => reached.has(phone))
    })
    await run.passMinutes(20, 5)
    const on = run.cloudWatch.alarms.filter(({ value }) => value !== 'OK')
    expect(on.map(({ definition }) => definition.name)).toEqual([])
  })
})

async function goOnAsking(run: LocalRun, over: AbortSignal): Promise<Asked[]> {
  const asked: Asked[] = []
  while (!over.aborted) {
    asked.push(...(await voters(run, 1)))
    await wait(300)
  }
  return asked
}
