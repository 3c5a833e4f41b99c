import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json, text as readText } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import mailbox from 'aws-ses-v2-local'
import { listenOnLoopback } from '../loopback.ts'
import { siteOfMailbox } from '../ports.ts'
import {
  arrives,
  type MailFate,
  mailFates,
  sentMail,
  simulatedFate,
  slowMilliseconds,
  taken,
} from './mail-fates.ts'
import { mailboxPage, mailPage, type StoredMail } from './mailbox-page.ts'
import { suppressionList } from './suppression-list.ts'

// The package listens on one address only: a second server hands it what both addresses receive, but for
// the pages that a person looks at. Its own are in English, and show mails where no link opens.
// CommonJS seen from ESM: its default export is one `default` deeper than its types say.
const { default: start } = mailbox as unknown as typeof import('aws-ses-v2-local')

const port: number = workerData.port

let isSending = true

const formType = 'application/x-www-form-urlencoded'

/** Mails are ours, and need none of what these forbid. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

try {
  const inner = await start({ host: '127.0.0.1', port: 0 })
  const fates = new Map<string, MailFate>()
  const suppressed = suppressionList()
  const innerUrl = `http://127.0.0.1:${(inner.address() as AddressInfo).port}`

  async function received(): Promise<StoredMail[]> {
    const response = await fetch(`${innerUrl}/store`)
    return ((await response.json()) as { emails: StoredMail[] }).emails
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const listed = await suppressed.answer(request)
    if (listed) {
      const [status, body] = listed
      const error = status === 404 && { 'x-amzn-errortype': 'NotFoundException' }
      response.writeHead(status, { 'content-type': 'application/json', ...error })
      response.end(JSON.stringify(body))
      return
    }
    const [path = '/', query] = (request.url ?? '/').split('?')
    const id = /^\/mails\/([^/]+)$/.exec(path)?.[1]
    if (request.method === 'GET' && path === '/') {
      const openId = new URLSearchParams(query).get('mail') ?? undefined
      const { found, html } = mailboxPage(siteOfMailbox(port), await received(), openId, fates)
      send(response, found ? 200 : 404, html)
    } else if (request.method === 'POST' && path === '/fates') {
      changeFate(new URLSearchParams(await readText(request)))
      response.writeHead(303, { location: '/' }).end()
    } else if (request.method === 'GET' && id !== undefined) {
      const mail = (await received()).find(({ messageId }) => messageId === id)
      send(response, mail ? 200 : 404, mail ? mailPage(mail) : '', mailPolicy)
    } else if (request.method === 'PUT' && path === '/v2/email/account/sending') {
      isSending = ((await json(request)) as { SendingEnabled?: boolean }).SendingEnabled === true
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    } else if (request.method === 'POST' && path === '/' && !isSending) {
      response.writeHead(400, { 'content-type': 'text/xml' }).end(sendingPaused)
    } else if (request.method === 'POST' && path === '/') {
      await take(request, response)
    } else {
      inner.emit('request', request, response)
    }
  }

  function changeFate(form: URLSearchParams): void {
    const address = (form.get('address') ?? '').trim().toLowerCase()
    const fate = mailFates.find((one) => one === form.get('fate'))
    // Whoever changes it on the page sees the next mail go so.
    suppressed.forget(address)
    if (fate && address) fates.set(address, fate)
    else fates.delete(address)
  }

  function fateOf(address: string): MailFate | undefined {
    if (suppressed.holds(address)) return 'suppressed'
    return fates.get(address.toLowerCase()) ?? simulatedFate(address)
  }

  /** SES takes a mail, whatever becomes of it. */
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request)
    const mail = sentMail(new URLSearchParams(body))
    const fate = mail && fateOf(mail.to)
    if (mail && fate) {
      suppressed.learn(mail.to, fate)
      parentPort?.postMessage({ mail, fate })
    }
    const { authorization = '' } = request.headers
    const headers = { 'content-type': formType, authorization }
    const keep = () => fetch(innerUrl, { method: 'POST', body, headers })
    if (mail && !arrives(fate)) {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(taken(mail.messageId))
    } else if (mail && fate === 'slow') {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(taken(mail.messageId))
      await sleep(slowMilliseconds, undefined, { ref: false }).then(keep)
    } else {
      const kept = await keep()
      response.writeHead(kept.status, { 'content-type': kept.headers.get('content-type') ?? '' })
      response.end(await kept.text())
    }
  }

  const server = await listenOnLoopback(answer, port)
  const stop = async () => {
    await server.close()
    inner.close()
    inner.closeAllConnections()
  }
  parentPort?.once('message', () => void stop())
  parentPort?.postMessage({ port: server.port })
} catch (error) {
  // An error that changes threads keeps its message and stack only.
  const { code, port: refusedPort } = error as { code?: unknown; port?: unknown }
  parentPort?.postMessage({ error, code, port: refusedPort })
}

// https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
const sendingPaused =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccountSendingPausedException</Code><Message>Email sending is disabled for this account</Message></Error></ErrorResponse>'

function send(response: ServerResponse, status: number, html: string, policy?: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    ...(policy && { 'content-security-policy': policy }),
  })
  response.end(html)
}
