import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import {
  type Answer,
  htmlAnswer,
  jsonAnswer,
  notFoundAnswer,
  rootRedirect,
  serveAnswers,
  xmlAnswer,
} from '../answers.ts'
import type { DemoVoter } from '../demo.ts'
import type { LoopbackServer } from '../loopback.ts'
import { handsetPage, parsePhone } from './handset-page.ts'

export interface SmsText {
  phone: string
  body: string
  at: string
  messageId: string
}

interface SnsError {
  status: number
  code: string
  message: string
}

export type SmsOutcome = 'SUCCESS' | { failure: string } | undefined

export interface Handset extends LoopbackServer {
  texts: readonly SmsText[]
  refusalOf: (phone: string) => SnsError | undefined
  outcomeOf: (text: SmsText) => SmsOutcome
  recordOutcome: (text: SmsText) => SmsOutcome
  onAccepted: (text: SmsText) => void
  topicsEndpoint: string
}

const phonePattern = /^\+[1-9]\d{6,14}$/

const unreachableResponse = 'Phone is currently unreachable/unavailable'
const quotaSpentResponse = 'No quota left for account'

export async function startHandset(options: {
  port: number
  voters: () => readonly DemoVoter[]
  deployment: () => object | undefined
}): Promise<Handset> {
  const texts: SmsText[] = []
  const unreachablePhones = new Set<string>()
  let isQuotaSpent = false
  const senderIds = new Map<string, string>()
  const undeliveredIds = new Set<string>()
  const server = await serveAnswers(answer, options.port)
  const handset: Handset = {
    ...server,
    texts,
    refusalOf: () => undefined,
    outcomeOf(text) {
      if (isQuotaSpent) return { failure: quotaSpentResponse }
      return unreachablePhones.delete(text.phone) || isCopyOfUndelivered(text)
        ? { failure: unreachableResponse }
        : 'SUCCESS'
    },
    recordOutcome(text) {
      const outcome = handset.outcomeOf(text)
      if (outcome !== undefined && outcome !== 'SUCCESS') undeliveredIds.add(text.messageId)
      return outcome
    },
    onAccepted: () => {},
    topicsEndpoint: '',
  }

  /** The sender repeats an SMS if SNS's answer is lost, and the copy must not count as delivered either. */
  function isCopyOfUndelivered({ phone, body }: SmsText): boolean {
    return texts.some(
      (text) => text.phone === phone && text.body === body && undeliveredIds.has(text.messageId),
    )
  }

  function receiveSms(text: SmsText, sender: string): void {
    senderIds.set(text.messageId, sender)
    texts.push(text)
    handset.onAccepted(text)
  }

  function showPage(rejectedInput?: string): Answer {
    const body = handsetPage(server.port, {
      texts,
      senderIds,
      undeliveredIds,
      unreachablePhones,
      isQuotaSpent,
      rejectedInput,
    })
    return { ...htmlAnswer(body), status: rejectedInput === undefined ? 200 : 400 }
  }

  function makeUnreachable(body: string): Answer {
    const typedPhone = new URLSearchParams(body).get('phone') ?? ''
    const phone = parsePhone(typedPhone)
    if (!phone) return showPage(typedPhone)
    unreachablePhones.add(phone)
    return rootRedirect
  }

  async function answerSns({ headers }: IncomingMessage, body: string): Promise<Answer> {
    const parameters = new URLSearchParams(body)
    if (!parameters.has('TopicArn')) return answerPublish(parameters, handset.refusalOf, receiveSms)
    const response = await fetch(handset.topicsEndpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        // fauxqs recognises the service by the signature.
        authorization: headers.authorization ?? '',
      },
      body,
    })
    return xmlAnswer(await response.text(), response.status)
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const route = `${request.method} ${request.url?.split('?')[0]}`
    switch (route) {
      case 'POST /':
        return answerSns(request, await readText(request))
      case 'GET /':
        return showPage()
      case 'POST /unreachable':
        return makeUnreachable(await readText(request))
      case 'POST /quota':
        isQuotaSpent = new URLSearchParams(await readText(request)).get('spent') === 'true'
        return rootRedirect
      case 'GET /texts':
        return jsonAnswer(texts)
      case 'GET /deployment':
        return jsonAnswer(options.deployment())
      case 'GET /voters':
        return jsonAnswer(options.voters())
      default:
        return notFoundAnswer
    }
  }

  return handset
}

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
function answerPublish(
  parameters: URLSearchParams,
  refusalOf: Handset['refusalOf'],
  acceptText: (text: SmsText, sender: string) => void,
): Answer {
  const phone = parameters.get('PhoneNumber')
  const body = parameters.get('Message')
  if (parameters.get('Action') !== 'Publish' || !phone) {
    return errorAnswer('InvalidAction', 'The handset answers Publish to a phone number only')
  }
  if (!phonePattern.test(phone)) {
    return errorAnswer('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: is not valid')
  }
  if (!body) return errorAnswer('InvalidParameter', 'Invalid parameter: Empty message')
  const refusal = refusalOf(phone)
  if (refusal) return errorAnswer(refusal.code, refusal.message, refusal.status)
  const messageId = randomUUID()
  const text = { phone, body, at: new Date().toISOString(), messageId }
  acceptText(text, messageAttribute(parameters, 'AWS.SNS.SMS.SenderID'))
  return xmlAnswer(
    `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${messageId}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`,
  )
}

function messageAttribute(parameters: URLSearchParams, name: string): string {
  const [key = ''] = [...parameters].find(([, value]) => value === name) ?? []
  const [entry] = /^MessageAttributes\.entry\.\d+\./.exec(key) ?? []
  return (entry && parameters.get(`${entry}Value.StringValue`)) ?? ''
}

function errorAnswer(code: string, message: string, status = 400): Answer {
  const type = status < 500 ? 'Sender' : 'Receiver'
  return xmlAnswer(
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    status,
  )
}
