import { queuesWithDeadLetters, redrive } from '../shared/adapters/sqs-dead-letters.ts'
import { redriveTexts as texts } from '../shared/texts/redrive-command.ts'
import { type ReachOptions, withDeployment } from './reach-election.ts'

/** @returns the exit code: 1 when something could not be read or written, 2 when no election was named */
export function runRedrive(options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment: { sqs }, stack }) => {
    const named = options.stack === undefined ? undefined : stack
    const queues = await queuesWithDeadLetters(sqs, named)
    if (queues.length === 0) {
      console.error(texts.none(named))
      return 1
    }
    // At once: one that is empty says so after a second.
    await Promise.all(
      queues.map(async (queue) => {
        const { moved, kept } = await redrive(sqs, queue)
        console.log(texts.queue(queue.name, moved, kept.length))
        for (const messageId of kept) console.log(texts.kept(messageId))
      }),
    )
    return 0
  })
}
