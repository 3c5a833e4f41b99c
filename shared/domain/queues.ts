/** The maximum of SQS. */
export const longestDelaySeconds = 900

/** The maximum retention of SQS. */
export const retentionDays = 14

/** Attribute of a requeued message: its first sending, in Unix milliseconds. SQS keeps only the last. */
export const firstPutAt = 'FirstPutAt'

export interface MessageQueue<Message> {
  /** @param delaySeconds 0–900; the queue's own delay by default */
  put(message: Message, delaySeconds?: number): Promise<void>
}

export interface Backlog {
  /** Approximate number of messages, including delayed and in-flight ones. */
  waiting(): Promise<number>
}
