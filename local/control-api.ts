import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'
import type { QueuePollers } from './queues.ts'
import type { Schedules } from './schedules.ts'

// What the runbook's commands ask of Lambda and EventBridge: to stop what calls a function, and to let it go on.

interface Switches {
  pollers: Pick<QueuePollers, 'mappings' | 'enable'>
  schedules: Pick<Schedules, 'rules' | 'enable'>
}

type Reply = [status: number, body: object]

/** Lambda's API and EventBridge's at one address. */
export function startControlApi(switches: Switches): Promise<LoopbackServer> {
  return listenOnLoopback(async (request, response) => {
    const [status, body] = await answer(request, switches)
    send(response, status, body)
  })
}

async function answer(request: IncomingMessage, switches: Switches): Promise<Reply> {
  const target = request.headers['x-amz-target']
  const path = request.url?.split('?')[0] ?? ''
  if (target) return answerEvents(String(target), await json(request), switches)
  const [, uuid] = /^\/2015-03-31\/event-source-mappings\/?([^/]*)$/.exec(path) ?? []
  if (request.method === 'GET' && !uuid) {
    return [200, { EventSourceMappings: switches.pollers.mappings().map(shownMapping) }]
  }
  const { Enabled } = request.method === 'PUT' ? ((await json(request)) as Enabling) : {}
  if (uuid && Enabled !== undefined && switches.pollers.enable(uuid, Enabled)) {
    const mapping = switches.pollers.mappings().find((one) => one.uuid === uuid)
    return [202, mapping ? shownMapping(mapping) : {}]
  }
  return [404, { Type: 'User', message: `The local run does not know ${request.method} ${path}` }]
}

interface Enabling {
  Enabled?: boolean
}

// https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html
function shownMapping(mapping: ReturnType<QueuePollers['mappings']>[number]) {
  const { uuid, queueArn, functionArn, isEnabled } = mapping
  return {
    UUID: uuid,
    EventSourceArn: queueArn,
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

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify(body))
}
