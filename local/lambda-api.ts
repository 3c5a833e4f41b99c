import type { IncomingMessage } from 'node:http'
import { json as readJson } from 'node:stream/consumers'
import { jsonAnswer, serveAnswers } from './answers.ts'
import type { SynthesisedApp } from './app/read-app.ts'
import type { Lambdas } from './lambda.ts'
import type { LoopbackServer } from './loopback.ts'

type App = Pick<SynthesisedApp, 'consumers' | 'streamConsumers' | 'functions'>
type AppWithRules = App & Pick<SynthesisedApp, 'schedules' | 'eventRules'>

export function mappingsOf({ consumers, streamConsumers, functions }: App) {
  const arnOf = (name: string) => functions.find((definition) => definition.name === name)?.arn
  const sources = [
    ...consumers.map(({ queue, functionName }) => ({ source: queue.arn, functionName })),
    ...streamConsumers.map(({ streamArn, functionName }) => ({ source: streamArn, functionName })),
  ]
  return sources.map(({ source, functionName }, index) => ({
    ...{ UUID: `mapping-${index}`, EventSourceArn: source },
    ...{ functionName, FunctionArn: arnOf(functionName), State: 'Enabled' },
  }))
}

export const stateOfRule = (
  { schedules, eventRules }: Pick<SynthesisedApp, 'schedules' | 'eventRules'>,
  name: string,
): string | undefined =>
  schedules.some((schedule) => schedule.name === name)
    ? 'ENABLED'
    : eventRules.find((rule) => rule.name === name)?.state

export function startLambdaApi(
  app: AppWithRules,
  invoke: Lambdas['invoke'],
): Promise<LoopbackServer> {
  const mappings = mappingsOf(app)
  return serveAnswers(async (request) => {
    const { method, url = '', headers } = request
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const name = searchParams.get('FunctionName')
    const functionName = invokedFunctionName(request)
    if (functionName) return jsonAnswer(await invoke(functionName, await readJson(request)))
    if (headers['x-amz-target'] === 'AWSEvents.DescribeRule') {
      const { Name } = (await readJson(request)) as { Name: string }
      return jsonAnswer({ State: stateOfRule(app, Name) })
    }
    if (method === 'GET' && /\/(event-source-mappings\/?|concurrency)$/.test(pathname)) {
      return jsonAnswer({
        EventSourceMappings: mappings.filter((mapping) => mapping.functionName === name),
      })
    }
    return jsonAnswer({ message: `The local run does not know ${method} ${pathname}` }, 404)
  })
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export function invokedFunctionName({ method, url = '' }: IncomingMessage): string | undefined {
  const [, name] = /\/functions\/([^/]+)\/invocations$/.exec(url) ?? []
  return method === 'POST' && name ? decodeURIComponent(name) : undefined
}
