import { drillTests } from './drill-tests.ts'
import { functionDrills } from './function-drills.ts'

drillTests(functionDrills)
