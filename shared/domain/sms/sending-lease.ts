export interface ReceivedMessage {
  /** SQS's id: the same each time it delivers the message. */
  queueMessageId: string
  /** 1 at the first delivery. */
  receiveCount: number
}

export interface Lease {
  owner: ReceivedMessage
  from: ElectionInstant
  until: ElectionInstant
}

/**
 * How long a sender has a request to itself, against copies of its message: longer than its function may
 * run. The message itself comes back only when its sender gave it back or is dead, five seconds after it may
 * have run at the latest, and takes over at once.
 */
export const leaseSeconds = 60
