import type { ElectionTime } from './election-time.ts'
import { type HttpReply, type HttpRequest, httpHandler } from './http.ts'
import { originTokens } from './secrets.ts'

interface Served<Route extends string> {
  routes: readonly Route[]
  secrets: { originToken: string }
  time?: ElectionTime | undefined
}

const serving =
  (whileSuspended: 'refuses' | 'answers') =>
  <Route extends string>(
    served: Served<Route>,
    answers: Readonly<Record<Route, (request: HttpRequest) => Promise<HttpReply>>>,
  ) =>
    httpHandler(
      originTokens(served),
      // API Gateway hands over no other route than those that the stack gave the function.
      (request) => answers[request.route as Route](request),
      served.time,
      whileSuspended,
    )

/** Serves routes that are refused while the election is suspended. */
export const serve = serving('refuses')

/** Serves routes by which voters see, stop or end something at any time, and staff act. */
export const serveAlways = serving('answers')
