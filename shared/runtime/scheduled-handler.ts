import { settleAll } from '../access/settle-all.ts'
import type { ElectionTime } from './election-time.ts'
import { journal, nameOf } from './journal.ts'

export function scheduledHandler(
  time: Pick<ElectionTime, 'refresh' | 'suspendedSince'>,
  startTasks: (isSuspended: boolean) => Promise<unknown>[],
): () => Promise<void> {
  return async () => {
    try {
      await time.refresh()
      await settleAll(startTasks(time.suspendedSince() !== undefined))
    } catch (error) {
      journal({ event: 'sweep.failed', error: nameOf(error) })
      // Lambda logs thrown errors, and an SDK error may contain the data of its request.
      throw new Error('The scheduled tasks did not all succeed')
    }
  }
}
