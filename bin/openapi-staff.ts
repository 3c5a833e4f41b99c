import {
  askedRepairBody,
  fileActionAnswer,
  fileActionBody,
  fileCode,
  fileView,
  openFileBody,
  repairBody,
  saidIdentity,
  shownFile,
} from '../shared/contract/files.ts'
import { printedNotice } from '../shared/contract/notices.ts'
import { reissue } from '../shared/contract/reissue.ts'
import { staffRoutes } from '../shared/contract/staff-routes.ts'
import {
  staffSession,
  staffSignInBody,
  staffSignInStart,
  voteLine,
} from '../shared/contract/staff-session.ts'
import { watchView } from '../shared/contract/watch.ts'
import { documentText } from './openapi.ts'

const description = `The API of the staff's pages, on an origin of their own. It is there if the election names staff.

Refusals and failures are as in the voters' API.`

export function staffOpenapiText(): string {
  return documentText({
    title: 'Réassort: staff',
    description,
    routes: staffRoutes,
    cookies: ['__Host-sign-in', '__Host-staff'],
    schemas: {
      StaffSignInStart: staffSignInStart,
      StaffSignInBody: staffSignInBody,
      StaffSession: staffSession,
      VoteLine: voteLine,
      OpenFileBody: openFileBody,
      SaidIdentity: saidIdentity,
      FileView: fileView,
      WatchView: watchView,
      FileCode: fileCode,
      FileActionBody: fileActionBody,
      FileActionAnswer: fileActionAnswer,
      RepairBody: repairBody,
      AskedRepairBody: askedRepairBody,
      ShownFile: shownFile,
      PrintedNotice: printedNotice,
      // A problem may tell one.
      Reissue: reissue,
    },
  })
}
