import type { IncomingMessage } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

export interface Answer {
  status: number
  mediaType: string
  body: string | Uint8Array
  headers?: Record<string, string>
}

export const serveAnswers = (
  answer: (request: IncomingMessage) => Promise<Answer>,
  port = 0,
): Promise<LoopbackServer> =>
  listenOnLoopback(async (request, response) => {
    const { status, mediaType, body, headers } = await answer(request)
    response.writeHead(status, {
      'content-type': mediaType,
      'cache-control': 'no-store',
      ...headers,
    })
    response.end(body)
  }, port)

export const htmlAnswer = (body: string, headers: Record<string, string> = {}): Answer => ({
  ...{ status: 200, mediaType: 'text/html; charset=utf-8', body, headers },
})

export const xmlAnswer = (body: string, status = 200): Answer => ({
  status,
  mediaType: 'text/xml',
  body,
})

export const jsonAnswer = (value: unknown, status = 200): Answer => ({
  ...{ status, mediaType: 'application/json', body: JSON.stringify(value) },
})

export const notFoundAnswer: Answer = { status: 404, mediaType: 'text/plain', body: 'Not found\n' }

export const rootRedirect: Answer = {
  ...{ status: 303, mediaType: 'text/plain', body: '', headers: { location: '/' } },
}
