import { assistanceRoutes, phoneRoutes } from '../shared/contract/optional-routes.ts'
import type { RouteName } from '../shared/contract/routes.ts'
import { staffRoutes } from '../shared/contract/staff-routes.ts'
import type { RateRuleName } from './firewall-limits.ts'

/** The rate is also the burst, so at most one second's unused requests accumulate. */
type Throttle = readonly [perSecond: number, rule: RateRuleName]

// On the first morning, 100,000 sign-ins in 15 minutes are 111 a second on average, and 333 a second in the busiest
// minute; 30,000 reissues an hour are 8.3 and 25 a second. A rate is some 1.5 times its comment's result,
// rounded up, and at least 20, unless that comment says otherwise.
const voterThrottles: Readonly<Record<RouteName, Throttle>> = {
  // 333 × 1.1, since one voter in ten requests a second link: 366.
  'POST /api/account/link': [550, 'Links'],
  'GET /api/account/link-wait': [550, 'Often'],
  // Assumes 200 links a second, each opened by its voter, and half of them by an e-mail scanner too: 300.
  'POST /api/account/link-preview': [450, 'Often'],
  // Assumes 200 links a second. Voters submit 1.5 passwords for each, since weak ones are refused: 300.
  'PUT /api/account/password': [450, 'Often'],
  // This route's link is mailed after five wrong identities, to fewer than one voter in a hundred.
  'POST /api/account/end-sessions': [20, 'Seldom'],
  // 333 voters × 1.3 attempts: 433.
  'POST /api/session': [650, 'SignIns'],
  // At most 111, since most voters close the page instead. But one address may use 92 a second: 92 × 4, 370.
  'DELETE /api/session': [370, 'SignIns'],
  // One voter in ten lists sessions: 33. One in a hundred ends the other sessions.
  'GET /api/sessions': [50, 'Seldom'],
  'DELETE /api/sessions/others': [20, 'Seldom'],
  // 333 voters × 3 calls (at sign-in, when the space loads, on one return to it): 1,000.
  'GET /api/voter': [1500, 'Often'],
  // Two forms for each of 25 reissues: 50. One voter in ten at the booth: 33.
  'POST /api/captchas': [125, 'Sometimes'],
  // After too many attempts on a shared network, one voter in four needs one: 83. Then 92 × 4 as when signing out: 370.
  'POST /api/session/captchas': [370, 'SignIns'],
  // One in ten of the 166 captchas a second is played, in up to three byte ranges: 50.
  'GET /api/captcha-sounds/{sealedCode}': [75, 'Sounds'],
  // 25 voters × 2 attempts: 50.
  'POST /api/reissues': [75, 'Sometimes'],
  // Each request is polled 36 times in the 15 minutes before its SMS leaves, and some 18 times later. 8.3 × 54: 450.
  'GET /api/reissues/{id}': [700, 'Follows'],
  // The firewall counts these four routes together. Each rate is some four times what one address may use.
  'POST /api/reissues/{id}/cancel': [55, 'StopLinks'],
  // 25 links are mailed a second. An e-mail scanner opens each, and one voter in ten opens theirs: 28.
  'POST /api/reissues/{id}/cancel-preview': [55, 'StopLinks'],
  // At most one voter in four mistypes the number, and presses the button twice: 25 ÷ 4 × 2, 13.
  'POST /api/reissues/{id}/withdraw': [55, 'StopLinks'],
  // One voter in three uses this route, and every voter if a carrier is late: 25.
  'POST /api/reissues/{id}/not-received': [55, 'StopLinks'],
  // 333 × 1.3 attempts when the vote opens: 433.
  'POST /api/booth/session': [650, 'SignIns'],
  // 333 voters × 2 calls: 666.
  'GET /api/booth': [1000, 'Often'],
  // CloudFront caches the answer for a minute in some 700 locations: 12.
  'GET /api/service-status': [20, 'Api'],
  // CloudFront caches the answer for five seconds in some 700 locations: 140.
  'GET /api/calendar': [210, 'Api'],
}

export const defaultRequestsPerSecond = 50

const throttles: Readonly<Record<string, Throttle>> = {
  ...voterThrottles,
  // Assumes that at most 200 staff share one address. `watch` accepts four times what the firewall allows one address.
  ...seldomThrottles(staffRoutes),
  'GET /api/staff/watch': [60, 'Sometimes'],
  // One voter in a hundred calls the helpdesk: 3.3. Some 2.5 codes a second go to phones.
  ...seldomThrottles({ ...assistanceRoutes, ...phoneRoutes }),
}

export const apiRequestsPerSecond = Object.values(voterThrottles).reduce(
  (sum, [perSecond]) => sum + perSecond,
  defaultRequestsPerSecond,
)

export function requestsPerSecond(route: string): number {
  const throttle = throttles[route]
  if (!throttle) throw new Error(`No throttle is defined for ${route}`)
  return throttle[0]
}

export function pathsOf(name: RateRuleName): string[] {
  const routeThrottles = Object.entries(throttles).filter(([, [, rule]]) => rule === name)
  return [...new Set(routeThrottles.map(([route]) => route.slice(route.indexOf('/'))))]
}

function seldomThrottles(routes: object): Record<string, Throttle> {
  return Object.fromEntries(Object.keys(routes).map((route) => [route, [20, 'Seldom']]))
}
