import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import type { SynthesisedApp } from './app/read-app.ts'
import type { Lambdas } from './lambda.ts'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

type App = Pick<SynthesisedApp, 'consumers' | 'streamConsumers' | 'functions'>
type AppOfApi = App & Pick<SynthesisedApp, 'schedules' | 'eventRules'>

export function mappingsOf({ consumers, streamConsumers, functions }: App) {
  const arnOf = (name: string) => functions.find((one) => one.name === name)?.arn
  const sources = [
    ...consumers.map(({ queue, functionName }) => ({ source: queue.arn, functionName })),
    ...streamConsumers.map(({ streamArn, functionName }) => ({ source: streamArn, functionName })),
  ]
  return sources.map(({ source, functionName }, index) => ({
    ...{ UUID: `mapping-${index}`, EventSourceArn: source },
    ...{ functionName, FunctionArn: arnOf(functionName), State: 'Enabled' },
  }))
}

/** Returns undefined if the app has no such rule. */
export const stateOfRule = (
  { schedules, eventRules }: Pick<SynthesisedApp, 'schedules' | 'eventRules'>,
  name: string,
): string | undefined =>
  schedules.some((one) => one.name === name)
    ? 'ENABLED'
    : eventRules.find((one) => one.name === name)?.state

/** Emulates Lambda's Invoke, and reports every consumer as enabled. */
export function startLambdaApi(app: AppOfApi, invoke: Lambdas['invoke']): Promise<LoopbackServer> {
  const mappings = mappingsOf(app)
  return listenOnLoopback(async (request, response) => {
    const { method, url = '', headers } = request
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const name = searchParams.get('FunctionName')
    const invoked = invokedFunction(request)
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (invoked) return answer(200, await invoke(invoked, await json(request)))
    if (headers['x-amz-target'] === 'AWSEvents.DescribeRule') {
      const { Name } = (await json(request)) as { Name: string }
      return answer(200, { State: stateOfRule(app, Name) })
    }
    if (method === 'GET' && /\/(event-source-mappings\/?|concurrency)$/.test(pathname)) {
      const EventSourceMappings = mappings.filter(({ functionName }) => functionName === name)
      return answer(200, { EventSourceMappings })
    }
    answer(404, { message: `The local run does not know ${method} ${pathname}` })
  })
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export function invokedFunction({ method, url = '' }: IncomingMessage): string | undefined {
  const [, name] = /\/functions\/([^/]+)\/invocations$/.exec(url) ?? []
  return method === 'POST' && name ? decodeURIComponent(name) : undefined
}
