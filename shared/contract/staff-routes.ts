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
} from './files.ts'
import { noticeEnd, printedNotice } from './notices.ts'
import type { Route } from './routes.ts'
import { staffSession, staffSignInBody, staffSignInStart, voteLine } from './staff-session.ts'
import { watchView } from './watch.ts'

const signedOut = ['unauthenticated', 'not-permitted'] as const
const openingProblems = [...signedOut, 'not-found', 'too-many-attempts'] as const
const actionProblems = [...openingProblems, 'not-offered'] as const

/** Every route of the staff's API, which stands on an origin of its own. */
export const staffRoutes = {
  'POST /api/staff/sign-in': {
    operationId: 'openStaffSessionAtProvider',
    summary: "Begins a sign-in: the provider's address to go to.",
    answers: { 200: staffSignInStart },
    setsCookies: ['__Host-sign-in'],
    problems: [],
  },
  'POST /api/staff/session': {
    operationId: 'openStaffSession',
    summary:
      'Opens a session with what the provider gave to the browser that began. One refusal for every cause.',
    needs: ['__Host-sign-in'],
    body: staffSignInBody,
    answers: { 204: null },
    setsCookies: ['__Host-sign-in', '__Host-staff'],
    problems: ['unauthenticated'],
  },
  'GET /api/staff/session': {
    operationId: 'showStaffSession',
    summary: 'Who is signed in, and as what. It prolongs the session.',
    needs: ['__Host-staff'],
    answers: { 200: staffSession },
    problems: ['unauthenticated'],
  },
  'GET /api/staff/calendar': {
    operationId: 'showVoteState',
    summary:
      'Whether the vote is suspended or extended, and when it closes. It does not prolong the session.',
    needs: ['__Host-staff'],
    answers: { 200: voteLine },
    problems: ['unauthenticated'],
  },
  'DELETE /api/staff/session': {
    operationId: 'closeStaffSession',
    summary: "Ends the session here; the provider's own goes on.",
    answers: { 204: null },
    setsCookies: ['__Host-staff'],
    problems: [],
  },
  'POST /api/staff/file': {
    operationId: 'openFile',
    summary:
      'Opens the file of the voter who reads a code aloud, for some minutes. A code that is none and one that was good get one answer.',
    needs: ['__Host-staff'],
    body: openFileBody,
    answers: { 204: null },
    problems: openingProblems,
  },
  'POST /api/staff/file/identity': {
    operationId: 'identifyVoter',
    summary:
      'Opens the file of the voter who says this NUMEN and birth date, for some minutes. One answer whichever is wrong.',
    needs: ['__Host-staff'],
    body: saidIdentity,
    answers: { 204: null },
    problems: openingProblems,
  },
  'GET /api/staff/file': {
    operationId: 'showFile',
    summary: 'The file that the session has open, masked, in sentences to say aloud.',
    needs: ['__Host-staff'],
    answers: { 200: fileView },
    problems: ['unauthenticated', 'not-found'],
  },
  'POST /api/staff/file/actions': {
    operationId: 'actOnFile',
    summary:
      'Does something for the voter whose file is open, who is told by e-mail; of what takes two, draws a code with which another of the staff opens the file.',
    needs: ['__Host-staff'],
    body: fileActionBody,
    answers: { 200: fileActionAnswer },
    problems: actionProblems,
  },
  'PUT /api/staff/file/actions': {
    operationId: 'actOnFileAsAgreed',
    summary: 'Does what another of the staff asked for, whose code opened the file.',
    needs: ['__Host-staff'],
    body: shownFile,
    answers: { 200: fileActionAnswer },
    problems: actionProblems,
  },
  'POST /api/staff/file/repair': {
    operationId: 'repairVoter',
    summary:
      "Asks to correct, after the roll's seal, the NUMEN and birth date of the voter whose file is open, or the address: a code with which another of the staff opens the file.",
    needs: ['__Host-staff'],
    body: askedRepairBody,
    answers: { 200: fileActionAnswer },
    problems: [...actionProblems, 'unchanged', 'taken'],
  },
  'PUT /api/staff/file/repair': {
    operationId: 'repairVoterAsAgreed',
    summary: 'Corrects the voter, if the same is typed as whoever asked for it typed.',
    needs: ['__Host-staff'],
    body: repairBody,
    answers: { 200: fileActionAnswer },
    problems: [...actionProblems, 'not-as-asked', 'unchanged', 'taken'],
  },
  'PUT /api/staff/file/notice': {
    operationId: 'printNotice',
    summary:
      'Makes the identifier that another of the staff asked for, for a voter without any mobile, in place of the one that the voter had, and answers its first half; asked again with the file still open, the same half.',
    needs: ['__Host-staff'],
    suspends: true,
    body: shownFile,
    answers: { 200: printedNotice },
    problems: actionProblems,
  },
  'DELETE /api/staff/file': {
    operationId: 'showFileNoMore',
    summary: 'Closes the file.',
    needs: ['__Host-staff'],
    answers: { 204: null },
    problems: ['unauthenticated'],
  },
  'GET /api/staff/watch': {
    operationId: 'showWatch',
    summary:
      'What whoever watches the vote reads: the seal, where the ledger ends, counts, interventions; and the day, for those who answer calls. It names no voter, and does not prolong the session.',
    needs: ['__Host-staff'],
    answers: { 200: watchView },
    problems: ['unauthenticated'],
  },
} as const satisfies Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /api/staff/${string}`, Route>

export type StaffRouteName = keyof typeof staffRoutes

/** What the voters' API has besides, if the election names staff. */
export const assistanceRoutes = {
  'POST /api/file-code': {
    operationId: 'createFileCode',
    summary:
      "Draws a code that opens the voter's file to the staff for ten minutes, once, in place of the last one. There if the election names staff.",
    needs: ['__Host-session'],
    answers: { 201: fileCode },
    problems: ['unauthenticated', 'too-many-attempts'],
  },
  'GET /api/notice-end': {
    operationId: 'showNoticeEnd',
    summary:
      'The second half of the identifier of which staff printed the first, for its voter alone. There if the election names staff.',
    needs: ['__Host-session'],
    answers: { 200: noticeEnd },
    problems: ['unauthenticated', 'both-factors-lost'],
  },
} as const satisfies Record<string, Route>
