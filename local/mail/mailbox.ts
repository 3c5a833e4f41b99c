import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { listenOnLoopback } from '../loopback.ts'
import { siteOfMailbox } from '../ports.ts'
import type { Engine } from '../table-engine.ts'
import {
  arrives,
  type MailFate,
  mailFates,
  sentMail,
  simulatedFate,
  slowMilliseconds,
  type TakenMail,
  taken,
} from './mail-fates.ts'
import { mailboxPage, mailPage, type StoredMail } from './mailbox-page.ts'
import { suppressionList } from './suppression-list.ts'

export type FatedMail = { mail: TakenMail; fate: MailFate }

export interface Mailbox extends Engine {
  failed: (fated: FatedMail) => void
}

const formType = 'application/x-www-form-urlencoded'

/** Mails are ours, and need none of what these forbid. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/**
 * Keeps what it is sent; its page says which addresses take none. The package listens on one address only: a second
 * server hands it what both addresses receive, but for the pages that a person looks at. Its own are in English, and
 * show mails where no link opens.
 */
export async function startMailbox(port: number): Promise<Mailbox> {
  const inner = await startStore()
  const innerUrl = `http://127.0.0.1:${(inner.address() as AddressInfo).port}`
  const fates = new Map<string, MailFate>()
  const suppressed = suppressionList()
  let isSending = true

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
    } else if (request.method === 'POST' && path === '/') {
      await call(await readText(request), request, response)
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

  async function call(
    body: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const given = new URLSearchParams(body)
    const action = given.get('Action') ?? ''
    if (action.endsWith('AccountSendingEnabled')) {
      if (action.startsWith('Update')) isSending = given.get('Enabled') === 'true'
      const said = `<${action}Result><Enabled>${isSending}</Enabled></${action}Result>`
      response.writeHead(200, { 'content-type': 'text/xml' })
      response.end(`<${action}Response>${said}</${action}Response>`)
    } else if (isSending) await take(body, request, response)
    else response.writeHead(400, { 'content-type': 'text/xml' }).end(sendingPaused)
  }

  /** SES takes a mail, whatever becomes of it. */
  async function take(
    body: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const mail = sentMail(new URLSearchParams(body))
    const fate = mail && fateOf(mail.to)
    if (mail && fate) {
      suppressed.learn(mail.to, fate)
      mailbox.failed({ mail, fate })
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
  const mailbox: Mailbox = {
    failed: () => {},
    endpoint: server.endpoint,
    async stop() {
      await server.close()
      inner.close()
      inner.closeAllConnections()
    },
  }
  return mailbox
}

/** The package keeps its mails in a module: each run loads its own. */
async function startStore() {
  const require = createRequire(import.meta.url)
  const folder = dirname(require.resolve('aws-ses-v2-local'))
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(folder)) delete require.cache[file]
  }
  const { default: start } = require('aws-ses-v2-local') as typeof import('aws-ses-v2-local')
  const { NODE_ENV = '' } = process.env
  // Express, which is in it, writes no error in a test. It answers it all the same.
  process.env.NODE_ENV = 'test'
  try {
    return await start({ host: '127.0.0.1', port: 0 })
  } finally {
    process.env.NODE_ENV = NODE_ENV
  }
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
