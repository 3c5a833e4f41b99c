import type { assistanceRoutes, phoneRoutes } from '../../shared/contract/optional-routes.ts'
import type { ProblemDocument } from '../../shared/contract/problem-document.ts'
import type { ProblemCode } from '../../shared/contract/problems.ts'
import type { RouteAnswer, RouteBody, routes } from '../../shared/contract/routes.ts'
import type { staffRoutes } from '../../shared/contract/staff-routes.ts'
import { overloadedText, unreachableText } from '../../shared/texts/connection.ts'
import { withStaffTexts } from '../../shared/texts/staff/staff-pages.ts'

type FieldProblem = NonNullable<ProblemDocument['errors']>[number]

export type Problem = Pick<
  ProblemDocument,
  'title' | 'detail' | 'captcha' | 'mailedCode' | 'until'
> & {
  code: ProblemCode | typeof UNREACHABLE | 'cookies-refused' | 'miscopied-identifier'
  errors?: (Pick<FieldProblem, 'field' | 'message'> & Partial<Pick<FieldProblem, 'code'>>)[]
}

/** `at` (ms) is the response's `date` header, or without one the device's time. */
export type Answer<Body> =
  | { ok: true; body: Body; at: number }
  | { ok: false; problem: Problem; at: number }

/** API Gateway waits at most 30 s for a function. */
const CALL_TIMEOUT_MS = 35_000

const pendingCalls = new Set<AbortController>()

export function stopWaiting(): void {
  for (const controller of pendingCalls) controller.abort()
}

/** Problem code for no response, or for a response that the API did not send. */
export const UNREACHABLE = 'unreachable'

export function isTemporary({ code }: Problem): boolean {
  return [UNREACHABLE, 'unavailable', 'internal-error'].includes(code)
}

declare global {
  const IS_STAFF_SITE: boolean
}

type Routes = typeof routes & typeof assistanceRoutes & typeof phoneRoutes & typeof staffRoutes

/** Returns failures as problems; does not throw. */
export async function call<Name extends keyof Routes>(
  route: Name,
  body?: RouteBody<Routes[Name]>,
  id = '',
): Promise<Answer<RouteAnswer<Routes[Name]>>> {
  type Body = RouteAnswer<Routes[Name]>
  const [method, path] = route.split(' ') as [string, string]
  const controller = new AbortController()
  pendingCalls.add(controller)
  const timer = setTimeout(() => controller.abort(), CALL_TIMEOUT_MS)
  try {
    const response = await fetch(path.replace('{id}', id), {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: controller.signal,
      ...(body && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    })
    const at = Date.parse(response.headers.get('date') as string) || Date.now()
    if (response.status === 204) return { ok: true, body: undefined as Body, at }
    const json = (await response.json().catch(() => undefined)) as Body | undefined
    if (response.ok && json !== undefined) return { ok: true, body: json, at }
    const problem: Problem = isProblem(json) ? json : { code: UNREACHABLE, ...overloadedText }
    return { ok: false, problem: IS_STAFF_SITE ? withStaffTexts(problem) : problem, at }
  } catch {
    return { ok: false, problem: { code: UNREACHABLE, ...unreachableText }, at: Date.now() }
  } finally {
    clearTimeout(timer)
    pendingCalls.delete(controller)
  }
}

function isProblem(json: unknown): json is Problem {
  const { code, title } = Object(json) as Partial<Problem>
  return typeof code === 'string' && typeof title === 'string'
}
