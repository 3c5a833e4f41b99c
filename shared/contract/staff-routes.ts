import {
  fileActionAnswer,
  fileActionBody,
  fileView,
  identityBody,
  openFileBody,
  repairBody,
  repairRequestBody,
  shownFile,
} from './files.ts'
import { printedNotice } from './notices.ts'
import type { Route } from './routes.ts'
import { staffSession, staffSignInBody, staffSignInStart } from './staff-session.ts'
import { watchView } from './watch.ts'

const openingProblems = ['not-permitted', 'not-found', 'too-many-attempts'] as const
const actionProblems = [...openingProblems, 'not-offered'] as const

export const staffRoutes = {
  'POST /api/staff/sign-in': {
    summary: "Begins a sign-in, and returns the provider's URL.",
    answers: { 200: staffSignInStart },
    setsCookies: ['__Host-sign-in'],
  },
  'POST /api/staff/session': {
    summary:
      "Opens a session with the provider's response, in the browser that began the sign-in. All refusals are the same, whatever the cause.",
    needsCookies: ['__Host-sign-in'],
    body: staffSignInBody,
    answers: { 204: null },
    setsCookies: ['__Host-sign-in', '__Host-staff'],
  },
  'GET /api/staff/session': {
    summary: 'Returns who is signed in, and their role. Extends the session.',
    needsCookies: ['__Host-staff'],
    answers: { 200: staffSession },
  },
  'DELETE /api/staff/session': {
    summary: "Ends the session on this site. The provider's session stays open.",
    answers: { 204: null },
    setsCookies: ['__Host-staff'],
  },
  'POST /api/staff/file': {
    summary:
      'Opens the file of the voter who reads out a code, for some minutes. Unknown, used and expired codes get the same answer.',
    needsCookies: ['__Host-staff'],
    body: openFileBody,
    answers: { 204: null },
    problems: openingProblems,
  },
  'POST /api/staff/file/identity': {
    summary:
      'Opens the file of the voter with this NUMEN and birth date, for some minutes. The refusal does not tell which of the two is wrong.',
    needsCookies: ['__Host-staff'],
    body: identityBody,
    answers: { 204: null },
    problems: openingProblems,
  },
  'GET /api/staff/file': {
    summary: "Returns the session's open file, masked, as sentences to read out.",
    needsCookies: ['__Host-staff'],
    answers: { 200: fileView },
    problems: ['not-found'],
  },
  'POST /api/staff/file/actions': {
    summary:
      'Acts for the voter whose file is open, and notifies them by e-mail. If the action takes two people, returns a code with which a colleague opens the file.',
    needsCookies: ['__Host-staff'],
    body: fileActionBody,
    answers: { 200: fileActionAnswer },
    problems: actionProblems,
  },
  'PUT /api/staff/file/actions': {
    summary: 'Approves and carries out the action of the colleague whose code opened the file.',
    needsCookies: ['__Host-staff'],
    body: shownFile,
    answers: { 200: fileActionAnswer },
    problems: actionProblems,
  },
  'POST /api/staff/file/repair': {
    summary:
      "Requests a correction after the roll's seal: the voter's NUMEN and birth date, or the address. Returns a code with which a colleague opens the file.",
    needsCookies: ['__Host-staff'],
    body: repairRequestBody,
    answers: { 200: fileActionAnswer },
    problems: [...actionProblems, 'unchanged', 'taken'],
  },
  'PUT /api/staff/file/repair': {
    summary: 'Corrects the voter if the approver types the same values as the requester.',
    needsCookies: ['__Host-staff'],
    body: repairBody,
    answers: { 200: fileActionAnswer },
    problems: [...actionProblems, 'not-as-asked', 'unchanged', 'taken'],
  },
  'PUT /api/staff/file/notice': {
    summary:
      'Replaces the identifier of a voter without a mobile, as a colleague requested, and returns its first half. A repeated call returns the same half while the file is open.',
    needsCookies: ['__Host-staff'],
    refusesWhileSuspended: true,
    body: shownFile,
    answers: { 200: printedNotice },
    problems: actionProblems,
  },
  'DELETE /api/staff/file': {
    summary: 'Closes the file.',
    needsCookies: ['__Host-staff'],
    answers: { 204: null },
  },
  'GET /api/staff/watch': {
    summary:
      "Returns the seal, the end of the ledger, counts, operator actions and, for roles that answer calls, the day's page. The answer names no voter, and the call does not extend the session.",
    needsCookies: ['__Host-staff'],
    answers: { 200: watchView },
  },
} as const satisfies Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /api/staff/${string}`, Route>
