import { expect, test } from 'vitest'
import { eventually } from '../journey/local-run.ts'
import { voters } from './causes.ts'
import { drilledRun, drillTests } from './drill-tests.ts'
import { smsDrills } from './sms-drills.ts'

const runOf = drilledRun()

test('voters who ask, and get their SMS, set no alarm off', async () => {
  const run = await runOf()
  await run.minutes.pass(1)
  const asked = await voters(run, 5)
  await eventually('all SMS have left', () => run.handset.texts.length === asked.length)
  await run.minutes.pass(20, 5)
  const on = run.cloudWatch.alarms.states().filter(({ value }) => value === 'ALARM')
  expect(on.map(({ definition }) => definition.name)).toEqual([])
})

drillTests(smsDrills, runOf)
