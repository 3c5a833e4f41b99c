import { DescribeKeyCommand, type KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms'
import { unlessGone } from '../unless-gone.ts'
import type { Destroyer } from './destroyed-and-kept.ts'

/** KMS deletes no key sooner. Until then it opens nothing, and what it opened is gone. */
const fewestDays = 7

export function keyDestroyer(client: KMSClient): Destroyer {
  async function isUsable(KeyId: string): Promise<boolean> {
    const key = await unlessGone(
      () => client.send(new DescribeKeyCommand({ KeyId })),
      'NotFoundException',
    )
    return key !== undefined && key.KeyMetadata?.KeyState !== 'PendingDeletion'
  }

  return {
    look: async (name) => ((await isUsable(name)) ? {} : undefined),

    async destroy(KeyId) {
      if (!(await isUsable(KeyId))) return
      await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: fewestDays }))
    },
  }
}
