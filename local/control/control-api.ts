import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Reply } from '../aws-json.ts'
import { type LoopbackServer, listenOnLoopback } from '../loopback.ts'
import type { EventSourceMappings } from '../queue-pollers.ts'
import type { Schedules } from '../schedules.ts'
import { answerOfCode, type CodeReply, type DeployedFunctions } from './deployed-code.ts'

// What commands ask of Lambda, EventBridge and CloudFormation: to stop what calls a function, to let it go on, and what
// is deployed.

export interface Switches {
  pollers: readonly EventSourceMappings[]
  schedules: Pick<Schedules, 'rules' | 'enable'>
}

/** @param switches undefined until what they switch runs */
export function startControlApi(
  deployed: DeployedFunctions,
  switches: () => Switches | undefined,
): Promise<LoopbackServer> {
  return listenOnLoopback(async (request, response) => {
    const ofCode = await answerOfCode(request, deployed)
    if (ofCode) return send(response, ofCode)
    const running = switches()
    const [status, body] = running ? await answer(request, running) : notYet
    const type = 'application/x-amz-json-1.1'
    send(response, { status, type, body: JSON.stringify(body) })
  })
}

const notYet: Reply = [503, { Type: 'Service', message: 'The local run is starting' }]

async function answer(request: IncomingMessage, switches: Switches): Promise<Reply> {
  const target = request.headers['x-amz-target']
  const path = request.url?.split('?')[0] ?? ''
  if (target) return answerEvents(String(target), await json(request), switches)
  const [, uuid] = /^\/2015-03-31\/event-source-mappings\/?([^/]*)$/.exec(path) ?? []
  const mappings = () => switches.pollers.flatMap((one) => one.mappings())
  if (request.method === 'GET' && uuid === '') {
    const name = new URL(request.url ?? '', 'http://localhost').searchParams.get('FunctionName')
    const asked = mappings().filter((one) => !name || one.functionArn.endsWith(`:${name}`))
    return [200, { EventSourceMappings: asked.map(shownMapping) }]
  }
  if (path.endsWith('/concurrency')) return [200, {}]
  const { Enabled } = request.method === 'PUT' ? ((await json(request)) as Enabling) : {}
  if (uuid && Enabled !== undefined && switches.pollers.some((one) => one.enable(uuid, Enabled))) {
    const mapping = mappings().find((one) => one.uuid === uuid)
    return [202, mapping ? shownMapping(mapping) : {}]
  }
  return [404, { Type: 'User', message: `The local run does not know ${request.method} ${path}` }]
}

interface Enabling {
  Enabled?: boolean
}

// https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html
function shownMapping(mapping: ReturnType<EventSourceMappings['mappings']>[number]) {
  const { uuid, sourceArn, functionArn, isEnabled } = mapping
  return {
    UUID: uuid,
    EventSourceArn: sourceArn,
    FunctionArn: functionArn,
    State: isEnabled ? 'Enabled' : 'Disabled',
  }
}

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
function answerEvents(target: string, input: unknown, { schedules }: Switches): Reply {
  const { Name = '' } = input as { Name?: string }
  const wanted = { EnableRule: true, DisableRule: false }[target.split('.')[1] ?? '']
  if (target.endsWith('.ListRules')) {
    const Rules = schedules.rules().map(({ name, isEnabled }) => ({
      Name: name,
      State: isEnabled ? 'ENABLED' : 'DISABLED',
    }))
    return [200, { Rules }]
  }
  if (wanted !== undefined && schedules.enable(Name, wanted)) return [200, {}]
  const message = `The local run does not know ${target} of ${Name}`
  return [400, { __type: 'ResourceNotFoundException', message }]
}

function send(response: ServerResponse, { status, type, body }: CodeReply): void {
  response.writeHead(status, { 'content-type': type })
  response.end(body)
}
