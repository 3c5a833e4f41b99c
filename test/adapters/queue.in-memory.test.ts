import { describe } from 'vitest'
import { inMemoryQueue } from '../fakes/channels.ts'
import { queueContract } from './queue.contract.ts'

describe('the queue, in memory', () => {
  queueContract(async () => {
    const queue = inMemoryQueue()
    const isHeldBack = ({ delaySeconds }: { delaySeconds: number | undefined }) =>
      delaySeconds !== 0
    return {
      queue,
      receive: async () =>
        queue.messages
          .filter((message) => !isHeldBack(message))
          .map(({ reissueId }) => JSON.stringify({ reissueId })),
      delayed: async () => queue.messages.filter(isHeldBack).length,
    }
  })
})
