import { drillTests } from './drill-tests.ts'
import { mailDrills } from './mail-drills.ts'

drillTests(mailDrills)
