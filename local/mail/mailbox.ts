import type { IncomingMessage, ServerResponse } from 'node:http'
import { json, text as readText } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../dynoxide.ts'
import { listenOnLoopback } from '../loopback.ts'
import { mailboxPage, mailPage, type StoredMail } from './mailbox-page.ts'
import {
  arrives,
  type MailFate,
  mailFates,
  type SentMail,
  sentMail,
  simulatedFate,
  type TakenMail,
  taken,
} from './ses-events.ts'
import { suppressionList } from './suppression-list.ts'

/** A mail that did not simply arrive. */
export type FatedMail = { mail: TakenMail; fate: MailFate }

export interface Mailbox extends Engine {
  /** Told of each mail that did not simply arrive. */
  failed: (fated: FatedMail) => void
}

/** Until a slow mail server takes a mail: hours, sometimes. */
const slowMilliseconds = 30_000

/** Mails are ours, and need none of what these forbid. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/**
 * An SES that keeps what it is sent, with a page to read it and to say which addresses take none.
 * @param mailTaken told of each e-mail
 */
export async function startMailbox(
  port: number,
  mailTaken: () => void = () => {},
): Promise<Mailbox> {
  const mails: StoredMail[] = []
  const fates = new Map<string, MailFate>()
  const suppressed = suppressionList()
  let isSending = true

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const listed = await suppressed.answer(request)
    if (listed) {
      const [status, body] = listed
      return sendJson(response, status, body, {
        ...(status === 404 && { 'x-amzn-errortype': 'NotFoundException' }),
      })
    }
    const [path = '/', query] = (request.url ?? '/').split('?')
    const asked = new URLSearchParams(query)
    const id = /^\/mails\/([^/]+)$/.exec(path)?.[1]
    if (request.method === 'GET' && path === '/') {
      const { found, html } = mailboxPage(port - 2, mails, asked.get('mail') ?? undefined, fates)
      sendPage(response, found ? 200 : 404, html)
    } else if (request.method === 'GET' && path === '/store') {
      const since = Number(asked.get('since') ?? 0)
      sendJson(response, 200, { emails: mails.filter(({ at }) => at >= since) })
    } else if (request.method === 'GET' && id !== undefined) {
      const mail = mails.find(({ messageId }) => messageId === id)
      sendPage(response, mail ? 200 : 404, mail ? mailPage(mail) : '', mailPolicy)
    } else if (request.method === 'POST' && path === '/fates') {
      changeFate(new URLSearchParams(await readText(request)))
      response.writeHead(303, { location: '/' }).end()
    } else if (request.method === 'PUT' && path === '/v2/email/account/sending') {
      isSending = ((await json(request)) as { SendingEnabled?: boolean }).SendingEnabled === true
      sendJson(response, 200, {})
    } else if (request.method === 'POST' && path === '/') {
      const [status, xml] = take(sentMail(new URLSearchParams(await readText(request))))
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml)
    } else {
      response.writeHead(404).end()
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
  function take(mail: SentMail | undefined): [status: number, xml: string] {
    if (!isSending) return [400, refusal('AccountSendingPausedException')]
    if (!mail) return [400, refusal('InvalidParameterValue')]
    const fate = fateOf(mail.to)
    if (fate) {
      suppressed.learn(mail.to, fate)
      mailbox.failed({ mail, fate })
    }
    if (fate === 'slow') {
      void sleep(slowMilliseconds, undefined, { ref: false }).then(() => keep(mail))
    } else if (arrives(fate)) {
      keep(mail)
    }
    mailTaken()
    return [200, taken(mail.messageId)]
  }

  function keep({ messageId, source, to, subject, body }: SentMail): void {
    const at = Math.floor(Date.now() / 1000)
    mails.push({ messageId, from: source, destination: { to: [to] }, subject, body, at })
  }

  const { endpoint, close } = await listenOnLoopback(answer, port)
  const mailbox: Mailbox = { endpoint, failed: () => {}, stop: close }
  return mailbox
}

// https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
const refusal = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>The mail is not taken</Message></Error></ErrorResponse>`

function sendJson(response: ServerResponse, status: number, body: object, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function sendPage(response: ServerResponse, status: number, html: string, policy?: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    ...(policy && { 'content-security-policy': policy }),
  })
  response.end(html)
}
