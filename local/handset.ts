import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import nunjucks from 'nunjucks'
import type { DemoVoter } from './demo.ts'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

/** An SMS as it was received. */
export interface Text {
  phone: string
  body: string
  at: string
  messageId: string
}

/** How SNS may refuse a Publish. */
export interface SnsError {
  status: number
  code: string
  message: string
}

/** What becomes of an SMS that SNS took, as its receipt says; nothing: no receipt ever comes. */
export type SmsFate = 'SUCCESS' | { failure: string } | undefined

export interface Handset extends LoopbackServer {
  endpoint: string
  texts: readonly Text[]
  /** Asked before each SMS: an error makes SNS refuse it, nothing lets it pass. */
  refuse: (phone: string) => SnsError | undefined
  /** Asked of each SMS that was taken: what its receipt says. Delivered, unless it was made unreachable. */
  receiptOf: (text: Text) => SmsFate
  /** Told of each SMS that was taken. */
  taken: (text: Text) => void
  /** Where what is published to a topic goes. */
  topicsEndpoint: string
}

const page = new nunjucks.Environment(new nunjucks.FileSystemLoader(import.meta.dirname), {
  autoescape: true,
  throwOnUndefined: true,
})

interface Answer {
  status: number
  type: 'text/html' | 'text/plain' | 'text/xml' | 'application/json'
  body: string
  location?: string
}

const phoneNumber = /^\+[1-9]\d{6,14}$/

/** One of the responses that AWS lists for failed SMS. */
const unreachableResponse = 'Phone is currently unreachable/unavailable'

/** Stands for SNS and for every mobile phone: receives `Publish`, shows what was received. Topics are fauxqs's. */
export async function startHandset(options: {
  port: number
  voters: () => readonly DemoVoter[]
  /** What the election team's commands need to reach this run. */
  deployment: () => object | undefined
}): Promise<Handset> {
  const texts: Text[] = []
  const unreachable = new Set<string>()
  const server = await listenOnLoopback(async (request, response) => {
    const { status, type, body, location } = await answer(request)
    response.writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      ...(location && { location }),
    })
    response.end(body)
  }, options.port)
  const handset: Handset = {
    ...server,
    endpoint: `http://127.0.0.1:${server.port}`,
    texts,
    refuse: () => undefined,
    receiptOf: ({ phone }) =>
      unreachable.delete(phone) ? { failure: unreachableResponse } : 'SUCCESS',
    taken: () => {},
    topicsEndpoint: '',
  }

  function receive(text: Text): void {
    texts.push(text)
    handset.taken(text)
  }

  /** The next SMS to this number will not be delivered. */
  function makeUnreachable(phone: string): Answer {
    if (!phoneNumber.test(phone)) {
      return { status: 400, type: 'text/plain', body: 'phone must be written +33612345678\n' }
    }
    unreachable.add(phone)
    return { status: 303, type: 'text/plain', body: '', location: '/' }
  }

  async function answerSns({ headers }: IncomingMessage, body: string): Promise<Answer> {
    const parameters = new URLSearchParams(body)
    if (!parameters.has('TopicArn')) return publish(parameters, handset.refuse, receive)
    const response = await fetch(handset.topicsEndpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        // fauxqs tells its engines apart by what was signed.
        authorization: headers.authorization ?? '',
      },
      body,
    })
    return { status: response.status, type: 'text/xml', body: await response.text() }
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const route = `${request.method} ${request.url?.split('?')[0]}`
    switch (route) {
      case 'POST /':
        return answerSns(request, await readText(request))
      case 'GET /':
        return { status: 200, type: 'text/html', body: showTexts(texts, unreachable) }
      case 'POST /unreachable':
        return makeUnreachable(new URLSearchParams(await readText(request)).get('phone') ?? '')
      case 'GET /texts':
        return { status: 200, type: 'application/json', body: JSON.stringify(texts) }
      case 'GET /deployment':
        return { status: 200, type: 'application/json', body: JSON.stringify(options.deployment()) }
      case 'GET /voters':
        return { status: 200, type: 'application/json', body: JSON.stringify(options.voters()) }
      default:
        return { status: 404, type: 'text/plain', body: 'Not found\n' }
    }
  }

  return handset
}

function showTexts(texts: readonly Text[], unreachable: ReadonlySet<string>): string {
  const shown = texts.toReversed().map((text) => ({ ...text, clock: clock(text.at) }))
  const phones = [...new Set(texts.map(({ phone }) => phone))].map((number) => ({
    number,
    unreachable: unreachable.has(number),
  }))
  return page.render('handset.njk', { texts: shown, phones })
}

function clock(at: string): string {
  return new Date(at).toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' })
}

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
function publish(
  parameters: URLSearchParams,
  refuse: Handset['refuse'],
  receive: (text: Text) => void,
): Answer {
  const phone = parameters.get('PhoneNumber')
  const body = parameters.get('Message')
  if (parameters.get('Action') !== 'Publish' || !phone) {
    return refused('InvalidAction', 'The handset answers Publish to a phone number only')
  }
  if (!phoneNumber.test(phone)) {
    return refused('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: is not valid')
  }
  if (!body) return refused('InvalidParameter', 'Invalid parameter: Empty message')
  const refusal = refuse(phone)
  if (refusal) return refused(refusal.code, refusal.message, refusal.status)
  const messageId = randomUUID()
  receive({ phone, body, at: new Date().toISOString(), messageId })
  return {
    status: 200,
    type: 'text/xml',
    body: `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${messageId}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`,
  }
}

function refused(code: string, message: string, status = 400): Answer {
  const type = status < 500 ? 'Sender' : 'Receiver'
  return {
    status,
    type: 'text/xml',
    body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  }
}
