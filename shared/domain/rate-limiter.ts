export type RateName = 'sms' | 'mails'

export const senderKinds = ['sms', 'cancel-link', 'password-link', 'news'] as const

export type SenderKind = (typeof senderKinds)[number]

/** Times in milliseconds. */
interface WaitLimits {
  /** How far ahead a sender may reserve at first, and just before `maxWait`. */
  horizon: Readonly<Record<'first' | 'last', number>>
  /** Must fit into the function's timeout. */
  maxWait: number
}

/** The horizon of less urgent mails grows while they wait, so that older mails go first. */
export const waitLimits: Readonly<Record<SenderKind, WaitLimits>> = {
  sms: { horizon: { first: 10_000, last: 10_000 }, maxWait: 4000 },
  'cancel-link': { horizon: { first: 5000, last: 5000 }, maxWait: 15_000 },
  'password-link': { horizon: { first: 300, last: 600 }, maxWait: 15_000 },
  news: { horizon: { first: 150, last: 300 }, maxWait: 15_000 },
}

/** Maximum per invocation. After `maxWait`, a boosted message may reserve as far ahead as a cancel link. */
export const maxPriorityBoosts = 2

/** Must exceed each `horizon`. */
export const maxPlausibleLeadMilliseconds = 60_000

export const maxLateMilliseconds = 20

const jitterAllowanceMilliseconds = 10

export function intervalMilliseconds(perSecond: number): number {
  return (1000 + maxLateMilliseconds + jitterAllowanceMilliseconds) / perSecond
}

export interface TokenBlock {
  notBefore: Date
  milliseconds: number
  notAfter: Date
}

export interface Rate {
  /** `freeAt` is the value before the write, in fractional milliseconds since 1970. */
  reserve(
    block: TokenBlock,
    startMode: 'earliest' | 'behind',
  ): Promise<{ isReserved: boolean; freeAt: number | undefined }>
}

/** Resolves to false if the wait would be too long or the vote is suspended. */
export type TakeToken = () => Promise<boolean>

const senderMessagesPerSecond = 21

/** The smallest maximum concurrency that Lambda allows for an SQS queue. */
const minSenders = 2

/** Lambda refuses a reservation that leaves less for functions without one. */
export const minUnreservedConcurrency = 100

/** Above 7 e-mails a second, password links get more senders than other kinds, so that requests for unknown accounts do not block the queue. */
export function senderCount(kind: SenderKind, perSecond: number): number {
  const senders = Math.max(minSenders, Math.ceil(perSecond / senderMessagesPerSecond)) + 1
  return kind === 'password-link' ? Math.max(senders, Math.floor(perSecond / 2)) : senders
}
