import { request as callEmulator, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type LoopbackServer, listenOnLoopback } from '../../local/loopback.ts'

export interface ProxiedCall {
  request: IncomingMessage
  body: Buffer
  /** Name in `x-amz-target`; empty for services that have none. */
  operation: string
}

/** Proxies an AWS emulator. @param answers answers a call itself, or returns false to pass it on */
export function startProxy(
  endpoint: string,
  answers: (call: ProxiedCall, response: ServerResponse) => Promise<boolean> | boolean,
): Promise<LoopbackServer> {
  const { hostname, port } = new URL(endpoint)
  return listenOnLoopback(async (request, response) => {
    const body = await buffer(request)
    const { method, url: path, headers } = request
    const operation = String(headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) as string
    if (await answers({ request, body, operation }, response)) return
    const call = callEmulator({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    call.once('error', () => response.destroy())
    call.end(body)
  })
}

export function answerJson(response: ServerResponse, status: number, body: object): true {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
  response.end(JSON.stringify(body))
  return true
}
