/** Names of items in the rate table; all senders of one rate share its item. */
export type RateName = 'sms' | 'mails'

/** The mails are in order of urgency: a stop link precedes its SMS, somebody waits for a link, and news can wait. */
export const turnKinds = ['sms', 'stop-link', 'password-link', 'news'] as const

export type TurnKind = (typeof turnKinds)[number]

/** Times in milliseconds. */
interface Patience {
  /** Furthest time ahead that a sender may reserve, at its first and at its last attempt. */
  reach: Readonly<Record<'first' | 'last', number>>
  /** Time from the first attempt to the last, within the function's timeout. Then the message is requeued. */
  wait: number
}

/** Urgent mails may reserve further ahead. For links and news the reach grows, so that the oldest goes first. */
export const patience: Readonly<Record<TurnKind, Patience>> = {
  sms: { reach: { first: 10_000, last: 10_000 }, wait: 4000 },
  'stop-link': { reach: { first: 5000, last: 5000 }, wait: 15_000 },
  'password-link': { reach: { first: 300, last: 600 }, wait: 15_000 },
  news: { reach: { first: 150, last: 300 }, wait: 15_000 },
}

/** No kind reserves this far ahead, so a later `freeAt` is an error and is ignored. */
export const implausibleMilliseconds = 60_000

/** A sender that is later than this needs another reservation. */
export const lateMilliseconds = 20

/** Variation of the delay between reservation and sending, caused by a write and the network. */
const jitterMilliseconds = 10

/** Returns the interval between sends, with a margin, so that late sends never exceed the rate in a second. */
export function turnMilliseconds(perSecond: number): number {
  return (1000 + lateMilliseconds + jitterMilliseconds) / perSecond
}

export interface Block {
  earliest: Date
  milliseconds: number
  /** Latest start of the first reservation. */
  latest: Date
}

export interface Rate {
  /** Reserves with one conditional write. @returns the previous `freeAt`, in fractional milliseconds since 1970 */
  reserve(
    block: Block,
    from: 'earliest' | 'behind',
  ): Promise<{ reserved: boolean; freeAt: number | undefined }>
}

/** Resolves when the caller may send, or to false if it would have to wait too long. */
export type Turn = () => Promise<boolean>

/** A batch of ten and its waits for SNS or SES take half a second. */
const mostPerSender = 21

/** The smallest maximum concurrency that SQS allows a consumer. */
const fewestSenders = 2

/**
 * Returns the concurrency: one sender more than the rate needs, for the gap between batches; more would only time out.
 * Links get more, since requests for unknown accounts need no reservation and must not block the queue.
 */
export function sendersOf(kind: TurnKind, perSecond: number): number {
  const senders = Math.max(fewestSenders, Math.ceil(perSecond / mostPerSender)) + 1
  return kind === 'password-link' ? Math.max(senders, Math.floor(perSecond / 2)) : senders
}
