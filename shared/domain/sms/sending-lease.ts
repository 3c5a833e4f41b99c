/** A queue message as a consumer received it. */
export interface ReceivedMessage {
  /** SQS's id: the same each time it delivers the message. */
  queueMessageId: string
  /** 1 at the first delivery. */
  receiveCount: number
}

/** How long one sender has a request to itself. */
export interface Lease {
  /** The message on whose behalf the sender works. */
  owner: ReceivedMessage
  from: Date
  until: Date
}
