import type { Drill } from './drill.ts'
import { functionDrills } from './function-drills.ts'
import { mailDrills } from './mail-drills.ts'
import { smsDrills } from './sms-drills.ts'

export const drills: Readonly<Record<string, Drill>> = {
  ...functionDrills,
  ...smsDrills,
  ...mailDrills,
}
