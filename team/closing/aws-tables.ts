import {
  type BackupSummary,
  DeleteBackupCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ListBackupsCommand,
  ResourceInUseException,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import { unlessGone } from '../unless-gone.ts'
import type { Destroyer } from './destroyed-and-kept.ts'
import { type Sleep, until } from './wait-for-aws.ts'

/** @param options.hasBackups of AWS: the embedded engine knows none */
export function tableDestroyer(
  client: DynamoDBClient,
  { hasBackups, sleep }: { hasBackups: boolean; sleep: Sleep },
): Destroyer {
  async function find(TableName: string) {
    return (await unlessGone(() => client.send(new DescribeTableCommand({ TableName }))))?.Table
  }

  /** Not those of AWS Backup, which are in its vault. They outlive their table. */
  async function backupsOf(TableName: string): Promise<BackupSummary[]> {
    if (!hasBackups) return []
    const found: BackupSummary[] = []
    let from: string | undefined
    do {
      const { BackupSummaries = [], LastEvaluatedBackupArn } = await client.send(
        new ListBackupsCommand({
          TableName,
          BackupType: 'ALL',
          ...(from && { ExclusiveStartBackupArn: from }),
        }),
      )
      found.push(...BackupSummaries)
      from = LastEvaluatedBackupArn
    } while (from)
    return found.filter(
      ({ BackupType, BackupStatus }) => BackupType !== 'AWS_BACKUP' && BackupStatus !== 'DELETED',
    )
  }

  return {
    async look(name) {
      const table = await find(name)
      if (table) return { count: table.ItemCount ?? 0 }
      const [backup] = await backupsOf(name)
      if (!backup) return undefined
      return { ...(backup.BackupExpiryDateTime && { expiresAt: backup.BackupExpiryDateTime }) }
    },

    async destroy(name) {
      for (const { BackupArn, BackupType } of await backupsOf(name)) {
        if (BackupType === 'USER') await client.send(new DeleteBackupCommand({ BackupArn }))
      }
      const table = await find(name)
      if (!table) return
      if (table.TableStatus !== 'DELETING') {
        if (hasBackups) {
          // Deleted with it on, DynamoDB would keep a copy of the table for 35 days that nobody can delete.
          await client.send(
            new UpdateContinuousBackupsCommand({
              TableName: name,
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
            }),
          )
        }
        if (table.DeletionProtectionEnabled) {
          await client.send(
            new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: false }),
          )
        }
        await until(() => deletes(name), sleep)
      }
      await until(async () => !(await find(name)), sleep)
    },
  }

  /** @returns whether it does: not while the table is being updated */
  async function deletes(TableName: string): Promise<boolean> {
    try {
      await unlessGone(() => client.send(new DeleteTableCommand({ TableName })))
      return true
    } catch (error) {
      if (error instanceof ResourceInUseException) return false
      throw error
    }
  }
}
