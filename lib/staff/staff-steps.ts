import { resources as actOnFile } from '../../functions/act-on-file/resources.ts'
import { resources as createFileCode } from '../../functions/create-file-code/resources.ts'
import { resources as identifyVoter } from '../../functions/identify-voter/resources.ts'
import { resources as openFile } from '../../functions/open-file/resources.ts'
import { resources as openStaffSession } from '../../functions/open-staff-session/resources.ts'
import { resources as printNotice } from '../../functions/print-notice/resources.ts'
import { resources as repairVoter } from '../../functions/repair-voter/resources.ts'
import { resources as showFile } from '../../functions/show-file/resources.ts'
import { resources as showNoticeEnd } from '../../functions/show-notice-end/resources.ts'
import { resources as showStaffSession } from '../../functions/show-staff-session/resources.ts'
import { resources as showWatch } from '../../functions/show-watch/resources.ts'
import type { assistanceRoutes, StaffRouteName } from '../../shared/contract/staff-routes.ts'
import type { Step } from '../api.ts'

export const staffSteps: readonly Step<StaffRouteName>[] = [
  {
    id: 'OpenStaffSession',
    resources: openStaffSession,
    routes: ['POST /api/staff/sign-in', 'POST /api/staff/session'],
  },
  {
    id: 'ShowStaffSession',
    resources: showStaffSession,
    routes: ['GET /api/staff/session', 'GET /api/staff/calendar', 'DELETE /api/staff/session'],
  },
  { id: 'OpenFile', resources: openFile, routes: ['POST /api/staff/file'] },
  {
    id: 'IdentifyVoter',
    resources: identifyVoter,
    routes: ['POST /api/staff/file/identity'],
  },
  {
    id: 'ShowFile',
    resources: showFile,
    routes: ['GET /api/staff/file', 'DELETE /api/staff/file'],
  },
  {
    id: 'ActOnFile',
    resources: actOnFile,
    routes: ['POST /api/staff/file/actions', 'PUT /api/staff/file/actions'],
  },
  {
    id: 'RepairVoter',
    resources: repairVoter,
    routes: ['POST /api/staff/file/repair', 'PUT /api/staff/file/repair'],
  },
  { id: 'PrintNotice', resources: printNotice, routes: ['PUT /api/staff/file/notice'] },
  { id: 'ShowWatch', resources: showWatch, routes: ['GET /api/staff/watch'] },
]

export const assistanceSteps: readonly Step<keyof typeof assistanceRoutes>[] = [
  { id: 'CreateFileCode', resources: createFileCode, routes: ['POST /api/file-code'] },
  { id: 'ShowNoticeEnd', resources: showNoticeEnd, routes: ['GET /api/notice-end'] },
]
