import type { IncomingMessage } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Answer,
  htmlAnswer,
  jsonAnswer,
  notFoundAnswer,
  rootRedirect,
  serveAnswers,
  xmlAnswer,
} from '../answers.ts'
import type { Emulator } from '../table-emulator.ts'
import {
  type AcceptedMail,
  type MailOutcome,
  parseSendEmail,
  selectableOutcomes,
  sendEmailResponse,
  slowServerDelayMilliseconds,
} from './mail-outcomes.ts'
import { mailboxPage, mailPage, type StoredMail } from './mailbox-page.ts'
import { suppressionList } from './suppression-list.ts'

export type FailedMail = { mail: AcceptedMail; outcome: MailOutcome }

export interface Mailbox extends Emulator {
  onFailure: (failure: FailedMail) => void
}

const mailContentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

export async function startMailbox(port: number): Promise<Mailbox> {
  const mails: StoredMail[] = []
  const outcomes = new Map<string, MailOutcome>()
  const suppressions = suppressionList()
  let isSendingEnabled = true
  const pausedConfigSets = new Set<string | null>()

  async function answer(request: IncomingMessage): Promise<Answer> {
    const reply = await suppressions.answer(request)
    if (reply) return reply
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const [, id] = /^\/mails\/([^/]+)$/.exec(pathname) ?? []
    const mail = mails.find(({ messageId }) => messageId === id)
    switch (`${request.method} ${id === undefined ? pathname : '/mails'}`) {
      case 'GET /':
        return htmlAnswer(mailboxPage(port, mails, searchParams.get('mail'), outcomes))
      case 'GET /mails':
        return htmlAnswer(mail ? mailPage(mail) : '', {
          'content-security-policy': mailContentPolicy,
        })
      case 'GET /store':
        return jsonAnswer({
          emails: mails.filter(({ at }) => at >= Number(searchParams.get('since'))),
        })
      case 'POST /outcomes':
        changeOutcome(new URLSearchParams(await readText(request)))
        return rootRedirect
      case 'POST /':
        return answerSes(new URLSearchParams(await readText(request)))
      default:
        return notFoundAnswer
    }
  }

  function answerSes(parameters: URLSearchParams): Answer {
    const action = parameters.get('Action') ?? ''
    const configurationSet = parameters.get('ConfigurationSetName')
    const isEnabled = parameters.get('Enabled') === 'true'
    const isUpdate = action.startsWith('Update')
    if (action.endsWith('AccountSendingEnabled')) {
      if (isUpdate) isSendingEnabled = isEnabled
      return resultOf(action, `<Enabled>${isSendingEnabled}</Enabled>`)
    }
    if (/ConfigurationSet(SendingEnabled)?$/.test(action)) {
      if (isUpdate) pausedConfigSets[isEnabled ? 'delete' : 'add'](configurationSet)
      const enabledElement = `<SendingEnabled>${!pausedConfigSets.has(configurationSet)}</SendingEnabled>`
      return resultOf(action, `<ReputationOptions>${enabledElement}</ReputationOptions>`)
    }
    if (!isSendingEnabled || pausedConfigSets.has(configurationSet))
      return xmlAnswer(pausedError, 400)
    const acceptedMail = parseSendEmail(parameters)
    accept(acceptedMail, parameters)
    return xmlAnswer(sendEmailResponse(acceptedMail.messageId))
  }

  function changeOutcome(form: URLSearchParams): void {
    const address = (form.get('address') ?? '').trim().toLowerCase()
    const outcome = selectableOutcomes.find((name) => name === form.get('outcome'))
    // A suppressed address would never get the new outcome.
    suppressions.forget(address)
    if (outcome && address) outcomes.set(address, outcome)
    else outcomes.delete(address)
  }

  function accept(mail: AcceptedMail, parameters: URLSearchParams): void {
    const outcome = suppressions.has(mail.recipient)
      ? 'suppressed'
      : outcomes.get(mail.recipient.toLowerCase())
    if (outcome) {
      suppressions.record(mail.recipient, outcome)
      mailbox.onFailure({ mail, outcome })
    }
    const messagePart = (name: string) => parameters.get(`Message.${name}.Data`) ?? undefined
    const storeMail = () =>
      mails.push({
        messageId: mail.messageId,
        from: mail.source,
        destination: { to: [mail.recipient] },
        subject: messagePart('Subject') ?? '',
        body: { text: messagePart('Body.Text'), html: messagePart('Body.Html') },
        at: Math.floor(Date.now() / 1000),
      })
    if (outcome === 'slow')
      void sleep(slowServerDelayMilliseconds, undefined, { ref: false }).then(storeMail)
    else if (!outcome || outcome === 'complaint' || outcome === 'unclear') storeMail()
  }

  const server = await serveAnswers(answer, port)
  const mailbox: Mailbox = { onFailure: () => {}, endpoint: server.endpoint, stop: server.close }
  return mailbox
}

// https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
const pausedError =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccountSendingPausedException</Code><Message>Email sending is disabled for this account</Message></Error></ErrorResponse>'

const resultOf = (action: string, result: string) =>
  xmlAnswer(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`)
