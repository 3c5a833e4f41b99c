import type { ElectionTime } from './election-time.ts'
import { type HttpReply, type HttpRequest, httpHandler } from './http.ts'
import { originTokens } from './secrets.ts'

interface Served<Route extends string, Keys> {
  routes: readonly Route[]
  secrets: { originToken: string }
  time?: ElectionTime | undefined
  keys?: () => Promise<Keys>
}

type Answers<Route extends string, Keys> = Readonly<
  Record<Route, (request: HttpRequest & { keys: Keys }) => Promise<HttpReply>>
>

const serving =
  (whileSuspended: 'refuses' | 'answers') =>
  <Route extends string, Keys>(served: Served<Route, Keys>, answers: Answers<Route, Keys>) =>
    httpHandler(
      originTokens(served),
      // API Gateway hands over no other route than those that the stack gave the function.
      async (request) =>
        answers[request.route as Route](
          Object.assign(request, { keys: (await served.keys?.()) as Keys }),
        ),
      served.time,
      whileSuspended,
    )

/** Serves routes that are refused while the election is suspended. */
export const serve = serving('refuses')

/** Serves routes by which voters see, stop or end something at any time, and staff act. */
export const serveAlways = serving('answers')
