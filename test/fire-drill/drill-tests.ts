import { afterAll, test } from 'vitest'
import type { LocalRun } from '../journey/local-run.ts'
import { type Drill, playDrill } from './drill.ts'
import { startDrilledRun } from './drilled-run.ts'

const ofEvenings = [
  ...['RefusedMails', 'FailingTerritory', 'RefusedSignIns', 'SilentLedger', 'StoppedSms'],
]

export function drillTests(drills: Readonly<Record<string, Drill>>): void {
  let started: Promise<LocalRun> | undefined
  afterAll(async () => (await started)?.stop())

  test.for(Object.entries(drills).filter(([alarm]) => !ofEvenings.includes(alarm)))(
    '%s goes off by what it tells of, and is over by its remedy',
    { timeout: 300_000 },
    async ([alarm, drill]) => {
      started ??= startDrilledRun()
      await playDrill(await started, alarm, drill)
    },
  )
}
