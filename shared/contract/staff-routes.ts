import type { Route } from './routes.ts'
import { staffSession, staffSignInBody, staffSignInStart } from './staff-session.ts'

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
  'DELETE /api/staff/session': {
    operationId: 'closeStaffSession',
    summary: "Ends the session here; the provider's own goes on.",
    answers: { 204: null },
    setsCookies: ['__Host-staff'],
    problems: [],
  },
} as const satisfies Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /api/staff/${string}`, Route>

export type StaffRouteName = keyof typeof staffRoutes
