import { drillTests } from './drill-tests.ts'
import { smsDrills } from './sms-drills.ts'

drillTests(smsDrills)
