import { randomUUID } from 'node:crypto'

/** What becomes of the mails to an address, beside that they arrive. */
export const mailFates = ['unknown', 'domain', 'refused', 'full', 'slow', 'complaint'] as const
export type MailFate = (typeof mailFates)[number] | 'suppressed' | 'unclear'

export interface TakenMail {
  messageId: string
  source: string
  to: string
  configurationSet: string | undefined
  tags: Readonly<Record<string, string>>
  at: string
}

/** Of some mailboxes: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
const simulated: Record<string, MailFate> = {
  bounce: 'unknown',
  complaint: 'complaint',
  suppressionlist: 'suppressed',
  ooto: 'unclear',
}

/** @returns what SES's own simulator makes of its addresses, with or without a label */
export function simulatedFate(address: string): MailFate | undefined {
  const [, name = ''] = /^([a-z]+)(?:\+.*)?@simulator\.amazonses\.com$/i.exec(address) ?? []
  return simulated[name.toLowerCase()]
}

/** Whether it is in the mailbox all the same. */
export function arrives(fate: MailFate | undefined): boolean {
  return fate === undefined || fate === 'complaint' || fate === 'unclear' || fate === 'slow'
}

/** Until a slow mail server takes a mail: hours, sometimes. */
export const slowMilliseconds = 30_000

const bounce = (bounceType: string, bounceSubType: string, status: string, said: string) => ({
  eventType: 'Bounce' as const,
  bounceType,
  bounceSubType,
  status,
  said,
})
const failures = {
  unknown: bounce('Permanent', 'General', '5.1.1', '550 5.1.1 user unknown'),
  domain: bounce('Permanent', 'General', '5.4.4', '550 5.4.4 Invalid domain'),
  refused: bounce('Permanent', 'General', '5.7.1', '550 5.7.1 rejected by policy'),
  suppressed: bounce('Permanent', 'OnAccountSuppressionList', '5.1.1', 'Amazon SES did not send'),
  unclear: bounce('Transient', 'General', '', 'Out of office'),
  full: { eventType: 'DeliveryDelay', delayType: 'MailboxFull', status: '4.2.2' },
  slow: { eventType: 'DeliveryDelay', delayType: 'TransientCommunicationFailure', status: '4.4.1' },
  complaint: { eventType: 'Complaint' },
} as const

const detailTypes = {
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  DeliveryDelay: 'Email Delivery Delayed',
} as const

export const eventTypeOf = (fate: MailFate) => failures[fate].eventType

/**
 * The event that SES writes to EventBridge: the address is in it five times.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export function sesEvent(mail: TakenMail, fate: MailFate, at: Date): Record<string, unknown> {
  const { messageId, source, to, configurationSet = '', tags } = mail
  const failure = failures[fate]
  const timestamp = at.toISOString()
  const said = 'said' in failure && `smtp; ${failure.said} <${to}>`
  const ofType = {
    Bounce: {
      bounce: {
        ...('bounceType' in failure && {
          bounceType: failure.bounceType,
          bounceSubType: failure.bounceSubType,
        }),
        bouncedRecipients: [
          {
            emailAddress: to,
            action: 'failed',
            ...('status' in failure && failure.status && { status: failure.status }),
            diagnosticCode: said,
          },
        ],
        timestamp,
        feedbackId: randomUUID(),
        reportingMTA: 'dns; amazonses.com',
      },
    },
    Complaint: {
      complaint: {
        complainedRecipients: [{ emailAddress: to }],
        timestamp,
        feedbackId: randomUUID(),
        complaintSubType: null,
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp,
      },
    },
    DeliveryDelay: {
      deliveryDelay: {
        timestamp,
        ...('delayType' in failure && { delayType: failure.delayType }),
        expirationTime: new Date(at.getTime() + 50_400_000).toISOString(),
        delayedRecipients: [
          { emailAddress: to, ...('status' in failure && { status: failure.status }) },
        ],
      },
    },
  }[failure.eventType]
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailTypes[failure.eventType],
    source: 'aws.ses',
    // EventBridge gives no milliseconds.
    time: timestamp.replace(/\.\d+Z$/, 'Z'),
    detail: {
      eventType: failure.eventType,
      ...ofType,
      mail: {
        timestamp: mail.at,
        source,
        messageId,
        destination: [to],
        commonHeaders: { from: [source], to: [to], messageId },
        tags: {
          'ses:configuration-set': [configurationSet],
          ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
        },
      },
    },
  }
}

/**
 * A mail as SES is asked to send it; undefined: it is asked for something else.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
 */
export function sentMail(parameters: URLSearchParams): TakenMail | undefined {
  const to = parameters.get('Destination.ToAddresses.member.1')
  if (parameters.get('Action') !== 'SendEmail' || !to) return undefined
  const tags = [...parameters].flatMap(([key, name]) => {
    const [tag] = /^Tags\.member\.\d+\.(?=Name$)/.exec(key) ?? []
    return tag ? [[name, parameters.get(`${tag}Value`) ?? '']] : []
  })
  return {
    messageId: randomUUID(),
    source: parameters.get('Source') ?? '',
    to,
    configurationSet: parameters.get('ConfigurationSetName') ?? undefined,
    tags: Object.fromEntries(tags),
    at: new Date().toISOString(),
  }
}

export const taken = (messageId: string) =>
  `<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult><MessageId>${messageId}</MessageId></SendEmailResult></SendEmailResponse>`
