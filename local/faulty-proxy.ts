import { randomUUID } from 'node:crypto'
import { Agent, request as callEngine, type IncomingMessage, type ServerResponse } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

/** What becomes of one call: `failed` never reaches the engine, `answer-lost` does and says nothing. */
export type CallFate = 'passed' | 'failed' | 'answer-lost'

export interface FaultyProxy extends LoopbackServer {
  endpoint: string
}

/**
 * A way to an engine on which calls fail and answers are lost.
 * @param fateOf asked once for each call
 */
export async function startFaultyProxy(
  endpoint: string,
  fateOf: () => CallFate,
): Promise<FaultyProxy> {
  const { hostname, port } = new URL(endpoint)
  const agent = new Agent({ keepAlive: true })
  const server = await listenOnLoopback((request, response) => {
    const fate = fateOf()
    if (fate === 'failed') return failed(request, response)
    const { method, url, headers } = request
    const call = callEngine({ agent, hostname, port, method, path: url, headers }, (answer) => {
      if (fate === 'answer-lost') {
        // Only once it is whole: the engine has then done what it was asked.
        answer.resume().once('end', () => response.destroy())
        return
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    call.once('error', () => response.destroy())
    // A function that is killed hangs up in the middle.
    request.once('error', () => call.destroy())
    request.pipe(call)
  })
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    port: server.port,
    async close() {
      await server.close()
      agent.destroy()
    },
  }
}

const json = { __type: 'InternalServerError', message: 'A fault of the drill' }
const xml = `<ErrorResponse><Error><Type>Receiver</Type><Code>InternalFailure</Code><Message>${json.message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`

/** Answers in the protocol of the call: JSON of DynamoDB and SQS, or XML of SNS and SES. */
function failed(request: IncomingMessage, response: ServerResponse): void {
  const type = request.headers['content-type'] ?? ''
  const isJson = type.includes('json')
  request.resume().once('end', () => {
    response.writeHead(500, { 'content-type': isJson ? type : 'text/xml' })
    response.end(isJson ? JSON.stringify(json) : xml)
  })
}
