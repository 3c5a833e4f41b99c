import { randomUUID } from 'node:crypto'
import { Agent, request as callEngine, type IncomingMessage, type ServerResponse } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from '../../local/loopback.ts'

/** What becomes of one call: `failed` never reaches the engine, `answer-lost` does and says nothing. */
export type CallFate = 'passed' | 'failed' | 'answer-lost' | Refusal

/** A refusal that the engine does not know, in the JSON of DynamoDB. */
export interface Refusal {
  __type: string
  [more: string]: unknown
}

/** It says that the engine is still at it, so it is handed over. */
export const transactionInProgress = 'TransactionInProgressException'

export interface FaultyProxy extends LoopbackServer {
  endpoint: string
}

/**
 * A way to an engine on which calls fail, are refused for a moment, and answers are lost.
 * @param fateOf asked once for each call, with what DynamoDB or SQS is asked to do, `UpdateItem` say
 */
export async function startFaultyProxy(
  endpoint: string,
  fateOf: (operation: string | undefined) => CallFate,
): Promise<FaultyProxy> {
  const { hostname, port } = new URL(endpoint)
  const agent = new Agent({ keepAlive: true })
  const server = await listenOnLoopback((request, response) => {
    const fate = fateOf(String(request.headers['x-amz-target']).split('.')[1])
    if (fate === 'failed') return failed(request, response)
    const refusal = typeof fate === 'object' ? fate : undefined
    if (refusal && refusal.__type !== transactionInProgress) {
      request.resume().once('end', () => refuse(response, refusal))
      return
    }
    const { method, url, headers } = request
    const call = callEngine({ agent, hostname, port, method, path: url, headers }, (answer) => {
      if (fate === 'answer-lost' || refusal) {
        // Only once it is whole: the engine has then done what it was asked.
        answer
          .resume()
          .once('end', () => (refusal ? refuse(response, refusal) : response.destroy()))
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

function refuse(response: ServerResponse, { __type, ...more }: Refusal): void {
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
  response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${__type}`, ...more }))
}

/** Answers in the protocol of the call: JSON of DynamoDB and SQS, or XML of SNS and SES. */
function failed(request: IncomingMessage, response: ServerResponse): void {
  const type = request.headers['content-type'] ?? ''
  const isJson = type.includes('json')
  request.resume().once('end', () => {
    response.writeHead(500, { 'content-type': isJson ? type : 'text/xml' })
    response.end(isJson ? JSON.stringify(json) : xml)
  })
}
