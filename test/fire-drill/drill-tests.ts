import { afterAll, test } from 'vitest'
import type { LocalRun } from '../journey/local-run.ts'
import { type Drill, playDrill } from './drill.ts'
import { startDrilledRun } from './drilled-run.ts'

const playedInEvenings = [
  ...['RefusedMails', 'FailingTerritory', 'RefusedSignIns', 'SilentLedger', 'StoppedSms'],
]

const chosenDrills = process.env.DRILLS?.split(',')

const isPlayed = ([alarm]: [string, Drill]) =>
  chosenDrills ? chosenDrills.includes(alarm) : !playedInEvenings.includes(alarm)

export function drillTests(drills: Readonly<Record<string, Drill>>): void {
  let started: Promise<LocalRun> | undefined
  afterAll(async () => (await started)?.stop())

  test.for(Object.entries(drills).filter(isPlayed))(
    '%s rings for its cause, and ends by its remedy',
    { timeout: 300_000 },
    async ([alarm, drill], { annotate }) => {
      started ??= startDrilledRun()
      const { seenAfterMinutes, overAfterMinutes } = await playDrill(await started, alarm, drill)
      await annotate(`${drill.cause}: on within ${seenAfterMinutes} min of the metrics' clock`)
      await annotate(`over within ${overAfterMinutes} min`)
    },
  )
}
