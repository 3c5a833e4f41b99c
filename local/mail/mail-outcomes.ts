import { randomUUID } from 'node:crypto'

export const selectableOutcomes = [
  'unknown',
  'domain',
  'refused',
  'full',
  'slow',
  'complaint',
] as const
export type MailOutcome = (typeof selectableOutcomes)[number] | 'suppressed' | 'unclear'

export interface AcceptedMail {
  messageId: string
  source: string
  recipient: string
  configurationSet: string | undefined
  tags: Readonly<Record<string, string>>
  at: string
}

export const slowServerDelayMilliseconds = 30_000

const bounce = (bounceType: string, bounceSubType: string, reply: string, status?: string) => ({
  eventType: 'Bounce' as const,
  detailOf: (emailAddress: string, timestamp: string) => {
    const diagnosticCode = `smtp; ${reply} <${emailAddress}>`
    const bouncedRecipients = [{ emailAddress, action: 'failed', status, diagnosticCode }]
    return { bounce: { bounceType, bounceSubType, bouncedRecipients, timestamp } }
  },
})

const delay = (delayType: string, status: string) => ({
  eventType: 'DeliveryDelay' as const,
  detailOf: (emailAddress: string, timestamp: string) => ({
    deliveryDelay: { delayType, delayedRecipients: [{ emailAddress, status }], timestamp },
  }),
})

const failures = {
  unknown: bounce('Permanent', 'General', '550 5.1.1 user unknown', '5.1.1'),
  domain: bounce('Permanent', 'General', '550 5.4.4 Invalid domain', '5.4.4'),
  refused: bounce('Permanent', 'General', '550 5.7.1 rejected by policy', '5.7.1'),
  suppressed: bounce('Permanent', 'OnAccountSuppressionList', 'Amazon SES did not send', '5.1.1'),
  unclear: bounce('Transient', 'General', 'Out of office'),
  full: delay('MailboxFull', '4.2.2'),
  slow: delay('TransientCommunicationFailure', '4.4.1'),
  complaint: {
    eventType: 'Complaint' as const,
    detailOf: (emailAddress: string, timestamp: string) => ({
      complaint: { complainedRecipients: [{ emailAddress }], timestamp },
    }),
  },
}

const detailTypes = {
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  DeliveryDelay: 'Email Delivery Delayed',
}

export const eventTypeOf = (outcome: MailOutcome) => failures[outcome].eventType

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html */
export function sesEvent(
  mail: AcceptedMail,
  outcome: MailOutcome,
  at: Date,
): Record<string, unknown> {
  const { messageId, source, recipient, configurationSet = '', tags } = mail
  const { eventType, detailOf } = failures[outcome]
  const timestamp = at.toISOString()
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailTypes[eventType],
    source: 'aws.ses',
    // EventBridge times have no milliseconds.
    time: timestamp.replace(/\.\d+Z$/, 'Z'),
    detail: {
      eventType,
      ...detailOf(recipient, timestamp),
      mail: {
        timestamp: mail.at,
        source,
        messageId,
        destination: [recipient],
        commonHeaders: { from: [source], to: [recipient], messageId },
        tags: {
          'ses:configuration-set': [configurationSet],
          ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
        },
      },
    },
  }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html */
export function parseSendEmail(parameters: URLSearchParams): AcceptedMail {
  const tags = [...parameters].flatMap(([key, name]) => {
    const [tagPrefix] = /^Tags\.member\.\d+\.(?=Name$)/.exec(key) ?? []
    return tagPrefix ? [[name, parameters.get(`${tagPrefix}Value`) ?? '']] : []
  })
  return {
    messageId: randomUUID(),
    source: parameters.get('Source') ?? '',
    recipient: parameters.get('Destination.ToAddresses.member.1') ?? '',
    configurationSet: parameters.get('ConfigurationSetName') ?? undefined,
    tags: Object.fromEntries(tags),
    at: new Date().toISOString(),
  }
}

export const sendEmailResponse = (messageId: string) =>
  `<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult><MessageId>${messageId}</MessageId></SendEmailResult></SendEmailResponse>`
