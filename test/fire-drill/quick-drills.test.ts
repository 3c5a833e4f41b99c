import { test } from '../journey/shared-run.ts'
import { expectMended } from './drill-tests.ts'
import { functionDrills } from './function-drills.ts'

test.for(['Sweep', 'AbsentSweep'] as const)(
  '%s goes off on a run that others use, and is over',
  async (alarm, { run, skip }) => expectMended(run, alarm, functionDrills[alarm], skip),
)
