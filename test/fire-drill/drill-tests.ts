import { afterAll, expect, test } from 'vitest'
import type { LocalRun } from '../journey/local-run.ts'
import { type Drill, playDrill, stepsOf } from './drill.ts'
import { startDrilledRun } from './drilled-run.ts'
import { hasAwsCommand, needsAws } from './runbook-steps.ts'

/** `played-evening.full.test.ts` has these go off, each told apart from all others. */
const ofTheEvening = ['RefusedMails', 'FailingTerritory', 'CrowdedRoutes']

/** A test for each other drill, one after the other on one run. */
export function drillTests(drills: Readonly<Record<string, Drill>>): void {
  let started: Promise<LocalRun> | undefined
  afterAll(async () => (await started)?.stop())

  test.for(Object.entries(drills).filter(([alarm]) => !ofTheEvening.includes(alarm)))(
    '%s goes off by what it tells of, and is over by its runbook',
    { timeout: 300_000 },
    async ([alarm, drill], { skip }) => {
      started ??= startDrilledRun()
      const run = await started
      const blocks = stepsOf(run, alarm, drill).map(({ block }) => block)
      if (blocks.some(needsAws)) withAws(skip)
      const { steps } = await playDrill(run, alarm, drill)
      expect(steps.map(({ block }) => block)).toEqual(blocks)
    },
  )
}

export function withAws(skip: (condition: boolean, note: string) => void): void {
  skip(!hasAwsCommand(), 'AWS’s command line is not here')
}
