import { resources as assistVoter } from '../../functions/assist-voter/resources.ts'
import { resources as createFileCode } from '../../functions/create-file-code/resources.ts'
import { resources as identifyAndRepair } from '../../functions/identify-and-repair/resources.ts'
import { resources as openStaffSession } from '../../functions/open-staff-session/resources.ts'
import { resources as printNotice } from '../../functions/print-notice/resources.ts'
import { resources as showNoticeEnd } from '../../functions/show-notice-end/resources.ts'
import { resources as showWatch } from '../../functions/show-watch/resources.ts'

export const staffFunctions = [
  openStaffSession,
  assistVoter,
  identifyAndRepair,
  printNotice,
  showWatch,
] as const

export const assistanceFunctions = [createFileCode, showNoticeEnd] as const
