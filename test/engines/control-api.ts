import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { SynthesisedApp } from '../../local/app/read-app.ts'
import type { Lambdas } from '../../local/lambda.ts'
import { invokedFunction, mappingsOf, stateOfRule } from '../../local/lambda-api.ts'
import { type LoopbackServer, listenOnLoopback } from '../../local/loopback.ts'
import { deployedFunction, listedResources } from './deployed-code.ts'

type Answer = [status: number, body: object | string | Uint8Array]

export interface ControlApi extends LoopbackServer {
  /** Stopped queues and streams, by ARN, and stopped rules, by name. */
  off: ReadonlySet<string>
  mappings(): { UUID: string; EventSourceArn: string; State: string }[]
}

/**
 * The parts of Lambda, EventBridge and CloudFormation that commands and drills call: stop a function's triggers,
 * resume them, list deployed resources.
 * @param added variables that the run sets for all functions, and the template does not
 */
export async function startControlApi(
  app: SynthesisedApp,
  added: Record<string, string>,
  invoke: Lambdas['invoke'],
): Promise<ControlApi> {
  const off = new Set<string>()
  const turn = (source: string, isOn: boolean) => (isOn ? off.delete(source) : off.add(source))
  const mappings = () =>
    mappingsOf(app).map((one) => ({
      ...one,
      State: off.has(one.EventSourceArn) ? 'Disabled' : 'Enabled',
    }))

  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
  function answerEvents(operation: string, { Name = '' }: { Name?: string }): Answer {
    const stateOf = (name: string) => (off.has(name) ? 'DISABLED' : stateOfRule(app, name))
    if (operation === 'ListRules') {
      const Rules = app.schedules.map(({ name }) => ({ Name: name, State: stateOf(name) }))
      return [200, { Rules }]
    }
    if (!stateOfRule(app, Name)) return [400, { __type: 'ResourceNotFoundException' }]
    if (operation === 'DescribeRule') return [200, { Name, State: stateOf(Name) }]
    turn(Name, operation !== 'DisableRule')
    return [200, {}]
  }

  // https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
  function answerLambda({ method, url = '', headers }: IncomingMessage, sent: string): Answer {
    const { pathname, searchParams, origin } = new URL(url, `http://${headers.host}`)
    const [, kind = '', name = '', more] = pathname.replace(/^\/[\d-]+/, '').split('/')
    if (kind === 'event-source-mappings' && method === 'GET') {
      const wanted = searchParams.get('FunctionName')
      const asked = mappings().filter((one) => !wanted || one.functionName === wanted)
      return [200, { EventSourceMappings: asked }]
    }
    const mapping = mappings().find(({ UUID }) => UUID === name)
    if (kind === 'event-source-mappings' && mapping) {
      turn(mapping.EventSourceArn, JSON.parse(sent).Enabled)
      return [202, {}]
    }
    if (more === 'concurrency') return [200, {}]
    const code = deployedFunction(app, decodeURIComponent(name), added)
    if (!code || method !== 'GET') return [404, { message: `Nothing answers ${method} ${url}` }]
    if (kind === 'code') return [200, code.archive()]
    const Code = { RepositoryType: 'S3', Location: `${origin}/2015-03-31/code/${name}` }
    return [200, { Code, Configuration: code.configuration }]
  }

  const server = await listenOnLoopback(async (request, response) => {
    const sent = await text(request)
    const invoked = invokedFunction(request)
    const [, operation] = String(request.headers['x-amz-target']).split('.')
    const [status, body]: Answer = invoked
      ? [200, (await invoke(invoked, JSON.parse(sent))) as object]
      : operation
        ? answerEvents(operation, JSON.parse(sent))
        : request.method === 'POST'
          ? listedResources(app, new URLSearchParams(sent).get('StackName') ?? '')
          : answerLambda(request, sent)
    const isPlain = typeof body === 'string' || body instanceof Uint8Array
    response.writeHead(status, { 'content-type': isPlain ? 'text/xml' : 'application/json' })
    response.end(isPlain ? body : JSON.stringify(body))
  })
  return { ...server, off, mappings }
}
