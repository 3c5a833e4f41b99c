export interface ReceivedMessage {
  /** Stays the same at each delivery. */
  queueMessageId: string
  receiveCount: number
}

export interface Lease {
  owner: ReceivedMessage
  from: ElectionInstant
  until: ElectionInstant
}

/** Longer than the sending function may run; an SQS redelivery takes the lease over at once. */
export const leaseSeconds = 60
