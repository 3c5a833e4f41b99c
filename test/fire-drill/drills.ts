import type { Drill } from './drill.ts'
import { functionDrills } from './function-drills.ts'
import { mailDrills } from './mail-drills.ts'
import { smsDrills } from './sms-drills.ts'

/** Of each alarm that a local run can have, by its name. */
export const drills: Readonly<Record<string, Drill>> = {
  ...functionDrills,
  ...smsDrills,
  ...mailDrills,
}
