/** What the table of the turns holds one item each of: all that is sent at one rate takes its turns from it. */
export type RateName = 'sms' | 'mails'

/**
 * What takes turns. Of the mails, the first to leave first: whoever asks for a new identifier must be able to stop
 * it before the SMS; whoever asks for a link waits for it; all other mails tell of what has happened already.
 */
export const turnKinds = ['sms', 'stop-link', 'password-link', 'news'] as const

export type TurnKind = (typeof turnKinds)[number]

/** In milliseconds. */
interface Patience {
  /** How far ahead one may reserve at the first question, and at the last. */
  reach: Readonly<Record<'first' | 'last', number>>
  /** From the first question to the last: then the message goes back to its queue. */
  wait: number
}

/**
 * While mails with a stop link wait, the next free turn is further ahead than the other kinds may look, so they get
 * what those leave; while links wait, so does the news. Who has waited longer looks further, so that of many who
 * wait the first goes first. Wait, reach and block end before the function does.
 */
export const patience: Readonly<Record<TurnKind, Patience>> = {
  sms: { reach: { first: 10_000, last: 10_000 }, wait: 4000 },
  'stop-link': { reach: { first: 5000, last: 5000 }, wait: 15_000 },
  'password-link': { reach: { first: 300, last: 600 }, wait: 15_000 },
  news: { reach: { first: 150, last: 300 }, wait: 15_000 },
}

/** A next free turn that is further ahead is nobody's: no kind reserves it. */
export const wrongMilliseconds = 60_000

/** What leaves later than this after its turn takes another one. */
export const lateMilliseconds = 20

/** What stands between a turn and its leaving, a write and the network, differs by so much from one to another. */
const jitterMilliseconds = 10

/** How long the rate takes to let one more out: none that is late leaves beside more than the rate in a second. */
export function turnMilliseconds(perSecond: number): number {
  return (1000 + lateMilliseconds + jitterMilliseconds) / perSecond
}

/** Some turns of a rate, one after the other. */
export interface Block {
  earliest: Date
  milliseconds: number
  /** The last moment at which the first may be. */
  latest: Date
}

export interface Rate {
  /**
   * Reserves a block by one write, refused or not: from its `earliest` moment if no turn after that is reserved,
   * nor one too far ahead to be anybody's; or behind those that are reserved, if that is not beyond its `latest`.
   * @returns from when on the rate was free before, in milliseconds since 1970 and fractions of one
   */
  reserve(
    block: Block,
    from: 'earliest' | 'behind',
  ): Promise<{ reserved: boolean; freeAt: number | undefined }>
}

/** Resolves when one may leave; to false when its turn does not come while its sender may wait. */
export type Turn = () => Promise<boolean>

/** A batch of ten and its waits for SNS or SES take a sender half a second. */
const mostPerSender = 21

/** SQS lets no consumer run less than twice at once. */
const fewestSenders = 2

/**
 * Invocations at once that can use up a rate, and one more: nothing is lost while the others change batches.
 * Anybody may ask for links: what is asked for in nobody's name waits for no turn, but for the others in its batch,
 * so more senders let a flood pass. No more than that, or what they hold at once would not get its turn while they
 * wait for it, and go to the end of the queue.
 */
export function sendersOf(kind: TurnKind, perSecond: number): number {
  const senders = Math.max(fewestSenders, Math.ceil(perSecond / mostPerSender)) + 1
  return kind === 'password-link' ? Math.max(senders, Math.floor(perSecond / 2)) : senders
}
