import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { listenOnLoopback } from '../loopback.ts'
import { siteOfMailbox } from '../ports.ts'
import type { Engine } from '../table-engine.ts'
import {
  type AcceptedMail,
  isDelivered,
  type MailFate,
  mailFates,
  sendEmailResponse,
  sentMail,
  slowMilliseconds,
} from './mail-fates.ts'
import { mailboxPage, mailPage, type StoredMail } from './mailbox-page.ts'
import { suppressionList } from './suppression-list.ts'

export type FailedMail = { mail: AcceptedMail; fate: MailFate }

export interface Mailbox extends Engine {
  failed: (failure: FailedMail) => void
}

/** Our mails need nothing that this policy forbids. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** Emulates SES and every mailbox; the page sets the outcome for an address. */
export async function startMailbox(port: number): Promise<Mailbox> {
  const mails: StoredMail[] = []
  const fates = new Map<string, MailFate>()
  const suppressions = suppressionList()
  let isSending = true
  const stoppedSets = new Set<string | null>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await suppressions.answer(request)
    if (reply) {
      const [status, body] = reply
      const error = status === 404 && { 'x-amzn-errortype': 'NotFoundException' }
      response.writeHead(status, { 'content-type': 'application/json', ...error })
      response.end(JSON.stringify(body))
      return
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const [, id] = /^\/mails\/([^/]+)$/.exec(pathname) ?? []
    const mail = mails.find(({ messageId }) => messageId === id)
    switch (`${request.method} ${id === undefined ? pathname : '/mails'}`) {
      case 'GET /':
        send(response, mailboxPage(siteOfMailbox(port), mails, searchParams.get('mail'), fates))
        break
      case 'GET /mails':
        send(response, mail ? mailPage(mail) : '', mailPolicy)
        break
      case 'GET /store': {
        const since = Number(searchParams.get('since'))
        const emails = mails.filter(({ at }) => at >= since)
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ emails }))
        break
      }
      case 'POST /fates':
        changeFate(new URLSearchParams(await readText(request)))
        response.writeHead(303, { location: '/' }).end()
        break
      case 'POST /': {
        const parameters = new URLSearchParams(await readText(request))
        const action = parameters.get('Action') ?? ''
        const set = parameters.get('ConfigurationSetName')
        const isEnabled = parameters.get('Enabled') === 'true'
        if (action.endsWith('AccountSendingEnabled')) {
          if (action.startsWith('Update')) isSending = isEnabled
          sendResult(response, action, `<Enabled>${isSending}</Enabled>`)
          break
        }
        if (/ConfigurationSet(SendingEnabled)?$/.test(action)) {
          if (action.startsWith('Update')) stoppedSets[isEnabled ? 'delete' : 'add'](set)
          const enabled = `<SendingEnabled>${!stoppedSets.has(set)}</SendingEnabled>`
          sendResult(response, action, `<ReputationOptions>${enabled}</ReputationOptions>`)
          break
        }
        const sent = sentMail(parameters)
        const accepts = isSending && !stoppedSets.has(set)
        if (accepts) accept(sent, parameters)
        response.writeHead(accepts ? 200 : 400, { 'content-type': 'text/xml' })
        response.end(accepts ? sendEmailResponse(sent.messageId) : sendingPaused)
        break
      }
      default:
        response.writeHead(404).end()
    }
  }

  function changeFate(form: URLSearchParams): void {
    const address = (form.get('address') ?? '').trim().toLowerCase()
    const fate = mailFates.find((one) => one === form.get('fate'))
    // The suppression list would hide the new outcome.
    suppressions.forget(address)
    if (fate && address) fates.set(address, fate)
    else fates.delete(address)
  }

  function accept(mail: AcceptedMail, parameters: URLSearchParams): void {
    const fate = suppressions.holds(mail.to) ? 'suppressed' : fates.get(mail.to.toLowerCase())
    if (fate) {
      suppressions.learn(mail.to, fate)
      mailbox.failed({ mail, fate })
    }
    const content = (name: string) => parameters.get(`Message.${name}.Data`) ?? undefined
    const keep = () =>
      mails.push({
        messageId: mail.messageId,
        from: mail.source,
        destination: { to: [mail.to] },
        subject: content('Subject') ?? '',
        body: { text: content('Body.Text'), html: content('Body.Html') },
        at: Math.floor(Date.now() / 1000),
      })
    if (fate === 'slow') void sleep(slowMilliseconds, undefined, { ref: false }).then(keep)
    else if (isDelivered(fate)) keep()
  }

  const server = await listenOnLoopback(answer, port)
  const mailbox: Mailbox = { failed: () => {}, endpoint: server.endpoint, stop: server.close }
  return mailbox
}

// https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
const sendingPaused =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccountSendingPausedException</Code><Message>Email sending is disabled for this account</Message></Error></ErrorResponse>'

function sendResult(response: ServerResponse, action: string, result: string): void {
  response.writeHead(200, { 'content-type': 'text/xml' })
  response.end(
    `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  )
}

function send(response: ServerResponse, html: string, policy?: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    ...(policy && { 'content-security-policy': policy }),
  })
  response.end(html)
}
