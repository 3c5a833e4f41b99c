/** Maximum of SQS. */
export const longestDelaySeconds = 900

/** Maximum of SQS. */
export const retentionDays = 14

export interface MessageQueue<Message> {
  /** @param delaySeconds 0–900; the queue's own delay by default */
  put(message: Message, delaySeconds?: number): Promise<void>
}

export interface Backlog {
  /** Approximate; includes delayed and in-flight messages. */
  count(): Promise<number>
}
