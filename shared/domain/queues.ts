/** The longest that SQS holds a message back. */
export const longestDelaySeconds = 900

/** How long a queue keeps what nobody takes: the most of SQS. */
export const keptDays = 14

export interface MessageQueue<Message> {
  /** @param delaySeconds 0–900; the queue's own delay when absent */
  put(message: Message, delaySeconds?: number): Promise<void>
}

export interface Backlog {
  /** Messages that wait, those that are delayed or with a consumer included. Approximate. */
  waiting(): Promise<number>
}
