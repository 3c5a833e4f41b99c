import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  RemoveRegionsFromReplicationCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { unlessGone } from '../unless-gone.ts'
import type { Destroyer } from './destroyed-and-kept.ts'
import { type Sleep, until } from './wait-for-aws.ts'

export function secretDestroyer(client: SecretsManagerClient, sleep: Sleep): Destroyer {
  const find = (SecretId: string) =>
    unlessGone(() => client.send(new DescribeSecretCommand({ SecretId })))

  return {
    // One that waits for its deletion can be restored.
    look: async (name) => ((await find(name)) ? {} : undefined),

    async destroy(name) {
      const secret = await find(name)
      if (!secret) return
      const regions = (secret.ReplicationStatus ?? []).flatMap(({ Region }) =>
        Region && Region !== secret.PrimaryRegion ? [Region] : [],
      )
      if (regions.length > 0) {
        await client.send(
          new RemoveRegionsFromReplicationCommand({
            SecretId: name,
            RemoveReplicaRegions: regions,
          }),
        )
      }
      // No window: who could restore the keys within it could read a copy of the tables.
      await client.send(
        new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true }),
      )
      await until(async () => !(await find(name)), sleep)
    },
  }
}
