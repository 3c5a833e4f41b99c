import {
  DescribeKeyCommand,
  type KMSClient,
  NotFoundException,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import type { Destroyer } from './holdings.ts'

/** KMS deletes no key sooner. Until then it opens nothing, and what it opened is gone. */
const fewestDays = 7

export function keyDestroyer(client: KMSClient): Destroyer {
  async function isUsable(KeyId: string): Promise<boolean> {
    try {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }))
      return KeyMetadata?.KeyState !== 'PendingDeletion'
    } catch (error) {
      if (error instanceof NotFoundException) return false
      throw error
    }
  }

  return {
    look: async (name) => ((await isUsable(name)) ? {} : undefined),

    async destroy(KeyId) {
      if (!(await isUsable(KeyId))) return
      await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: fewestDays }))
    },
  }
}
