import type { RouteName } from '../shared/contract/routes.ts'
import {
  assistanceRoutes,
  type StaffRouteName,
  staffRoutes,
} from '../shared/contract/staff-routes.ts'
import type { RateRuleName } from './firewall-limits.ts'

type RateAndRule = readonly [perSecond: number, rule: RateRuleName]

export interface Throttle {
  /** Requests a second. */
  perSecond: number
  /** Requests at once, above that rate. */
  burst: number
}

// The first morning: 100,000 first connections in 15 minutes are 111 a second, and the busiest minute is taken for three
// times that, 333. A route is allowed that, times how often one voter calls it, and half as much again. Reissues: 30,000
// in an hour, 8.3 a second, 25 in the busiest minute. AWS allows an account's APIs 10,000 a second in most regions.
// Beside each rate is the rule of the firewall that keeps one address from using up more than a quarter of it.
const throttles: Readonly<Record<RouteName, RateAndRule>> = {
  // 333 × 1, asked for again by one in ten: 366.
  'POST /api/account/link': [550, 'Links'],
  // Once after each of those.
  'GET /api/account/link-wait': [550, 'Often'],
  // Each link that is mailed, up to 200 a second, is opened by its voter and by half of the programs that read e-mails: 300.
  'POST /api/account/link-preview': [450, 'Often'],
  // SES lets fewer links leave than that (14 to 200 a second); each link 1.5 times, for weak passwords: 300.
  'PUT /api/account/password': [450, 'Often'],
  // After five wrong identities only: fewer than one in a hundred.
  'POST /api/account/end-sessions': [20, 'Seldom'],
  // 333 × 1.3 tries: 433.
  'POST /api/session': [650, 'SignIns'],
  // At most as many as come in, and most voters close the page: 111. The rule counts the sign-ins with it.
  'DELETE /api/session': [260, 'SignIns'],
  // One voter in ten who comes in: 33, and one in a hundred.
  'GET /api/sessions': [50, 'Seldom'],
  'DELETE /api/sessions/others': [20, 'Seldom'],
  // 333 × 3: after the sign-in, on each return to the page, before the form: 1,000.
  'GET /api/voter': [1500, 'Often'],
  // The form twice for each reissue, 50; and one voter in ten at the booth, 33.
  'POST /api/captchas': [125, 'Sometimes'],
  // After too many tries only, on networks that many share: one in four, 83.
  'POST /api/session/captchas': [125, 'Sometimes'],
  // One in ten of those 166 is listened to, in up to three ranges of bytes: 50.
  'GET /api/captcha-sounds/{sealedCode}': [75, 'Sounds'],
  // 25 × 2 tries: 50.
  'POST /api/reissues': [75, 'Sometimes'],
  // Each followed 30 times over a quarter of an hour, and 54 times when its SMS is late. 8.3 × 54: 450.
  'GET /api/reissues/{id}': [700, 'Follows'],
  // One in a hundred. The firewall counts this and the next three together: each is allowed four times what it leaves
  // one address.
  'POST /api/reissues/{id}/cancel': [55, 'StopLinks'],
  // Programs that read e-mails open each link, 25, and one voter in ten: 28.
  'POST /api/reissues/{id}/cancel-preview': [55, 'StopLinks'],
  // One in four mistypes the number and sees it in time, at the very most, and presses twice: 25 ÷ 4 × 2, 13.
  'POST /api/reissues/{id}/withdraw': [55, 'StopLinks'],
  // One in three, once each: 25 ÷ 3, and more when a carrier is late: all of them, 25.
  'POST /api/reissues/{id}/not-received': [55, 'StopLinks'],
  // 333 × 1.3 tries, when the vote opens: 433.
  'POST /api/booth/session': [650, 'SignIns'],
  // 333 × 2: 666.
  'GET /api/booth': [1000, 'Often'],
  // CloudFront keeps it for a minute: each of its 700 or so locations asks once, 12.
  'GET /api/service-status': [20, 'Api'],
  // CloudFront keeps it for five seconds: 700 ÷ 5, 140.
  'GET /api/calendar': [210, 'Api'],
}

/** For what is no route: no page calls it. */
export const throttleOfTheRest: Throttle = { perSecond: 50, burst: 50 }

/** By route; the burst is one second's worth, so that nobody can save up more. */
export const routeThrottles = throttlesOf(throttles)

/** Staff are 200 at most, perhaps all behind one address. */
const ofStaff: Readonly<Record<string, RateAndRule>> = {
  ...seldomOf(staffRoutes),
  // Their pages ask again by themselves.
  'GET /api/staff/calendar': [60, 'Sometimes'],
  'GET /api/staff/watch': [60, 'Sometimes'],
}

export const staffThrottles = throttlesOf(ofStaff as Readonly<Record<StaffRouteName, RateAndRule>>)

/** As often as a voter calls the helpdesk: one in a hundred of those who come in, ten times at most. */
export const assistanceThrottle: Throttle = { perSecond: 20, burst: 20 }

/** The paths that each rule of the firewall counts, as API Gateway writes them. */
export function pathsOf(name: RateRuleName): string[] {
  const all = Object.entries({ ...throttles, ...ofStaff, ...seldomOf(assistanceRoutes) })
  const counted = all.filter(([, [, rule]]) => rule === name)
  return [...new Set(counted.map(([route]) => route.slice(route.indexOf('/'))))]
}

function seldomOf(routes: object): Record<string, RateAndRule> {
  return Object.fromEntries(Object.keys(routes).map((route) => [route, [20, 'Seldom']]))
}

function throttlesOf<Name extends string>(rates: Readonly<Record<Name, RateAndRule>>) {
  const entries = Object.entries<RateAndRule>(rates)
  return Object.fromEntries(
    entries.map(([route, [perSecond]]) => [route, { perSecond, burst: perSecond }]),
  ) as Readonly<Record<Name, Throttle>>
}
