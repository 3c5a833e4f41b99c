export interface ReceivedMessage {
  /** SQS's id, the same at each delivery of the message. */
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
 * Keeps copies of the message off for longer than the sender's function may run. The message itself comes back only if
 * its sender gave it back or died, and takes the lease over at once.
 */
export const leaseSeconds = 60
