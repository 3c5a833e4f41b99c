import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import type { SynthesisedApp } from './app/read-app.ts'
import type { Lambdas } from './lambda.ts'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

type App = Pick<SynthesisedApp, 'consumers' | 'streamConsumers' | 'functions'>

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

/** Emulates Lambda's Invoke, and reports every consumer as enabled. */
export function startLambdaApi(app: App, invoke: Lambdas['invoke']): Promise<LoopbackServer> {
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
      return answer(200, { State: 'ENABLED' })
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
