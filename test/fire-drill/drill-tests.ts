import { afterAll, expect, test } from 'vitest'
import type { LocalRun } from '../journey/local-run.ts'
import { type Drill, playDrill, stepsOf } from './drill.ts'
import { startDrilledRun } from './drilled-run.ts'
import { hasAwsCommand, needsAws } from './runbook-steps.ts'

/** One for all tests of a file, started by the first and ended with the last. */
export function drilledRun(): () => Promise<LocalRun> {
  let started: Promise<LocalRun> | undefined
  afterAll(async () => (await started)?.stop())
  return () => {
    started ??= startDrilledRun()
    return started
  }
}

/** A test for each drill, one after the other on one run. */
export function drillTests(drills: Readonly<Record<string, Drill>>, runOf = drilledRun()): void {
  test.for(Object.entries(drills))(
    '%s goes off by what it tells of, and is over by its runbook',
    { timeout: 300_000 },
    async ([alarm, drill], { skip }) => {
      const run = await runOf()
      const blocks = stepsOf(run, alarm, drill).map(({ block }) => block)
      const isWithout = blocks.some(needsAws) && !(await hasAwsCommand())
      skip(isWithout, 'AWS’s command line is not here')
      const { steps } = await playDrill(run, alarm, drill)
      expect(steps.map(({ block }) => block)).toEqual(blocks)
    },
  )
}
