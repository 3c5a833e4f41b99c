/** Names of items in the rate table; all senders of one rate share its item. */
export type RateName = 'sms' | 'mails'

/** Mails come in order of urgency: an SMS waits for its cancel link, somebody for a password link, nobody for a notification. */
export const senderKinds = ['sms', 'cancel-link', 'password-link', 'news'] as const

export type SenderKind = (typeof senderKinds)[number]

/** Times in milliseconds. */
interface WaitLimits {
  /** Furthest time ahead that a sender may reserve, at its first and at its last attempt. */
  horizon: Readonly<Record<'first' | 'last', number>>
  /** Time from the first attempt to the last, within the function's timeout. */
  maxWait: number
}

/** Urgent mails may reserve further ahead. For the others, the horizon grows, so that older mails go first. */
export const waitLimits: Readonly<Record<SenderKind, WaitLimits>> = {
  sms: { horizon: { first: 10_000, last: 10_000 }, maxWait: 4000 },
  'cancel-link': { horizon: { first: 5000, last: 5000 }, maxWait: 15_000 },
  'password-link': { horizon: { first: 300, last: 600 }, maxWait: 15_000 },
  news: { horizon: { first: 150, last: 300 }, maxWait: 15_000 },
}

/** No kind reserves this far ahead, so a later `freeAt` is an error and is ignored. */
export const maxPlausibleMilliseconds = 60_000

/** A sender that is later than this needs another reservation. */
export const lateMilliseconds = 20

/** Variation of the delay between reservation and sending, caused by a write and the network. */
const jitterMilliseconds = 10

/** Returns the interval between sends, with a margin for late sends. */
export function intervalMilliseconds(perSecond: number): number {
  return (1000 + lateMilliseconds + jitterMilliseconds) / perSecond
}

export interface TokenBlock {
  earliest: Date
  milliseconds: number
  /** Latest start of the first reservation. */
  latest: Date
}

export interface Rate {
  /** Reserves with one conditional write. `freeAt` is the value before it, in fractional milliseconds since 1970. */
  reserve(
    block: TokenBlock,
    from: 'earliest' | 'behind',
  ): Promise<{ reserved: boolean; freeAt: number | undefined }>
}

/** Resolves to true once the caller may send, or to false if the wait would be too long. */
export type TakeToken = () => Promise<boolean>

/** Messages per second of one sender: a batch of ten and its waits for SNS or SES take about half a second. */
const maxPerSender = 21

/** The smallest maximum concurrency that SQS allows a consumer. */
const minSenders = 2

/**
 * Returns the concurrency: one sender more than the rate needs, for the gap between batches; more would only time out.
 * Password links get more: requests for unknown accounts need no reservation and must not block the queue.
 */
export function senderCount(kind: SenderKind, perSecond: number): number {
  const senders = Math.max(minSenders, Math.ceil(perSecond / maxPerSender)) + 1
  return kind === 'password-link' ? Math.max(senders, Math.floor(perSecond / 2)) : senders
}
