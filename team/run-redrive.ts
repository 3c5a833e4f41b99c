import { queuesWithDeadLetters, redrive } from '../shared/adapters/sqs-dead-letters.ts'
import { count } from '../shared/texts/numbers.ts'
import { type ReachOptions, withDeployment } from './reach-election.ts'

export const redriveTexts = {
  queue: (name: string, moved: number, kept: number) =>
    `${name} : ${count(moved, 'message')} de retour, ${count(kept, 'illisible')}`,
  kept: (messageId: string) => `  illisible, laissé de côté : ${messageId}`,
  none: (stack?: string) =>
    `Aucune file de ${stack ? `l'élection « ${stack} »` : 'cette machine'} ne met de côté ce qui échoue.`,
} as const

/** @returns the exit code: 1 when something could not be read or written, 2 when no election was named */
export function runRedrive(options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment: { sqs }, stack }) => {
    const named = options.stack === undefined ? undefined : stack
    const queues = await queuesWithDeadLetters(sqs, named)
    if (queues.length === 0) {
      console.error(redriveTexts.none(named))
      return 1
    }
    // In parallel: an empty queue answers after a second.
    await Promise.all(
      queues.map(async (queue) => {
        const { moved, kept } = await redrive(sqs, queue)
        console.log(redriveTexts.queue(queue.name, moved, kept.length))
        for (const messageId of kept) console.log(redriveTexts.kept(messageId))
      }),
    )
    return 0
  })
}
