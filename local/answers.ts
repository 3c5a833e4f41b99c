import type { IncomingMessage } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

export interface Answer {
  status: number
  contentType: string
  body: string | Uint8Array
  headers?: Record<string, string>
}

export const serveAnswers = (
  answer: (request: IncomingMessage) => Promise<Answer>,
  port = 0,
): Promise<LoopbackServer> =>
  listenOnLoopback(async (request, response) => {
    const { status, contentType, body, headers } = await answer(request)
    response.writeHead(status, {
      'content-type': contentType,
      'cache-control': 'no-store',
      ...headers,
    })
    response.end(body)
  }, port)

export const html = (body: string, headers: Record<string, string> = {}): Answer => ({
  ...{ status: 200, contentType: 'text/html; charset=utf-8', body, headers },
})

export const xml = (body: string, status = 200): Answer => ({
  status,
  contentType: 'text/xml',
  body,
})

export const json = (value: unknown, status = 200): Answer => ({
  ...{ status, contentType: 'application/json', body: JSON.stringify(value) },
})

export const notFound: Answer = { status: 404, contentType: 'text/plain', body: 'Not found\n' }

export const redirectToRoot: Answer = {
  ...{ status: 303, contentType: 'text/plain', body: '', headers: { location: '/' } },
}
