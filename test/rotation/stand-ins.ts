import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOnLoopback } from '../../local/loopback.ts'

export interface QueuedMessage {
  queue: string
  body: string
}

export async function startStandIns() {
  const messages: QueuedMessage[] = []
  const mails: { to: string; text: string }[] = []
  const texts: { phone: string; body: string }[] = []
  const throttles = { mails: 0, sms: 0 }

  const server = await listenOnLoopback(async (request: IncomingMessage, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').replace('AmazonSQS.', '')
    const body = await text(request)
    if (operation) return answerJson(response, operation, JSON.parse(body))
    const form = new URLSearchParams(body)
    if (form.get('Action') === 'SendEmail') {
      if (throttles.mails-- > 0) return answerXml(response, throttled)
      throttles.mails = 0
      const to = form.get('Destination.ToAddresses.member.1') ?? ''
      mails.push({ to, text: form.get('Message.Body.Text.Data') ?? '' })
      return answerXml(response, result('SendEmail', randomUUID()))
    }
    texts.push({ phone: form.get('PhoneNumber') ?? '', body: form.get('Message') ?? '' })
    if (throttles.sms-- > 0) return answerXml(response, throttled)
    throttles.sms = 0
    answerXml(response, result('Publish', randomUUID()))
  })

  function answerJson(response: ServerResponse, operation: string, input: Record<string, string>) {
    const { QueueUrl = '', MessageBody = '' } = input
    if (operation === 'SendMessage') {
      messages.push({ queue: QueueUrl.split('/').at(-1) ?? '', body: MessageBody })
    }
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex')
    const Attributes = Object.fromEntries(
      ['', 'NotVisible', 'Delayed'].map((name) => [`ApproximateNumberOfMessages${name}`, '0']),
    )
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
    response.end(JSON.stringify({ MessageId: randomUUID(), MD5OfMessageBody, Attributes }))
  }

  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    mails,
    texts,
    throttles,
    take(queue: string, about: string): string {
      const index = messages.findIndex((one) => one.queue === queue && one.body.includes(about))
      if (index < 0) throw new Error(`Nothing in the queue ${queue} is about ${about}`)
      return messages.splice(index, 1)[0]?.body ?? ''
    },
    stop: server.close,
  }
}

const throttled = '<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>'

const result = (action: string, id: string) =>
  `<${action}Response><${action}Result><MessageId>${id}</MessageId></${action}Result></${action}Response>`

function answerXml(response: ServerResponse, xml: string): void {
  response.writeHead(xml === throttled ? 400 : 200, { 'content-type': 'text/xml' })
  response.end(xml)
}
