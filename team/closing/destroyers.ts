import {
  type CloudFormationClient,
  DeleteStackCommand,
  type Stack,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import {
  type CloudWatchLogsClient,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import {
  type BackupSummary,
  DeleteBackupCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ListBackupsCommand,
  ListTablesCommand,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import { DescribeKeyCommand, type KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms'
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3'
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  RemoveRegionsFromReplicationCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { copySuffix } from '../../shared/domain/reissue/restoration.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import type { AwsClients } from './aws-clients.ts'
import { findDeletionFailure, findStack } from './aws-stacks.ts'
import type { Destroyer, Leftover } from './destroyed-and-kept.ts'
import { type Sleep, waitUntil } from './wait-for-aws.ts'

interface ResourceAccess<Description> {
  find(name: string): Promise<Description | undefined>
  remove(
    name: string,
    resource: Description,
    wait: (condition: () => Promise<boolean>) => Promise<void>,
  ): Promise<unknown>
  leftoverOf?(resource: Description): Leftover
  isAsynchronous?: true
  checkDeletion?(resource: Description, name: string): Promise<void>
}

function destroyerOf<Description>(
  { find, remove, leftoverOf, isAsynchronous, checkDeletion }: ResourceAccess<Description>,
  sleep: Sleep,
): Destroyer {
  return {
    async findLeftover(name) {
      const resource = await find(name)
      return resource && (leftoverOf?.(resource) ?? {})
    },

    async destroy(name) {
      const resource = await find(name)
      if (!resource) return
      await remove(name, resource, (condition) => waitUntil(condition, sleep))
      if (!isAsynchronous) return
      await waitUntil(async () => {
        const resource = await find(name)
        if (resource) await checkDeletion?.(resource, name)
        return !resource
      }, sleep)
    },
  }
}

export function destroyersOf(
  clients: { database: DynamoDBClient; secretsManager: SecretsManagerClient; kms: KMSClient },
  awsClients: AwsClients | undefined,
  sleep: Sleep,
) {
  const { database, secretsManager, kms } = clients
  return {
    secret: destroyerOf(secretAccess(secretsManager), sleep),
    table: tableDestroyer(database, awsClients !== undefined, sleep),
    ...(awsClients && {
      service: destroyerOf(stackAccess(awsClients.cloudFormation), sleep),
      kept: destroyerOf(stackAccess(awsClients.cloudFormation), sleep),
      edge: destroyerOf(stackAccess(awsClients.edgeCloudFormation), sleep),
      logGroup: destroyerOf(logGroupAccess(awsClients.logs), sleep),
      bucket: destroyerOf(bucketAccess(awsClients.s3), sleep),
      encryptionKey: destroyerOf(encryptionKeyAccess(kms), sleep),
    }),
  }
}

function secretAccess(client: SecretsManagerClient): ResourceAccess<DescribeSecretCommandOutput> {
  return {
    isAsynchronous: true,
    // Also finds a secret that awaits deletion, since it can still be restored.
    find: (SecretId) => ignoreMissing(() => client.send(new DescribeSecretCommand({ SecretId }))),

    async remove(SecretId, { PrimaryRegion, ReplicationStatus = [] }) {
      const RemoveReplicaRegions = ReplicationStatus.flatMap(({ Region }) =>
        Region && Region !== PrimaryRegion ? [Region] : [],
      )
      if (RemoveReplicaRegions.length > 0)
        await client.send(
          new RemoveRegionsFromReplicationCommand({ SecretId, RemoveReplicaRegions }),
        )
      // Keys restored within a recovery window could decrypt a copy of the tables.
      await client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
    },
  }
}

function tableDestroyer(client: DynamoDBClient, isOnAws: boolean, sleep: Sleep): Destroyer {
  /** Backups outlive their table. Only AWS Backup can delete the backups that it made. */
  async function backupsOf(TableName: string): Promise<BackupSummary[]> {
    const backups: BackupSummary[] = []
    let ExclusiveStartBackupArn: string | undefined
    do {
      const request = { TableName, BackupType: 'ALL', ExclusiveStartBackupArn } as const
      const page = isOnAws ? await client.send(new ListBackupsCommand(request)) : undefined
      backups.push(...(page?.BackupSummaries ?? []))
      ExclusiveStartBackupArn = page?.LastEvaluatedBackupArn
    } while (ExclusiveStartBackupArn)
    return backups.filter(
      ({ BackupType, BackupStatus }) => BackupType !== 'AWS_BACKUP' && BackupStatus !== 'DELETED',
    )
  }

  const tableAccess: ResourceAccess<TableDescription> = {
    find: async (TableName) =>
      (await ignoreMissing(() => client.send(new DescribeTableCommand({ TableName }))))?.Table,

    isAsynchronous: true,

    leftoverOf: ({ ItemCount: count = 0 }) => ({ count }),

    async remove(TableName, { TableStatus, DeletionProtectionEnabled }, wait) {
      if (TableStatus === 'DELETING') return
      // With point-in-time recovery, DynamoDB would keep a backup for 35 days after the table's deletion.
      const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: false }
      const request = { TableName, PointInTimeRecoverySpecification }
      if (isOnAws) await client.send(new UpdateContinuousBackupsCommand(request))
      const protectionUpdate = { TableName, DeletionProtectionEnabled: false }
      if (DeletionProtectionEnabled) await client.send(new UpdateTableCommand(protectionUpdate))
      const requestDeletion = () =>
        ignoreMissing(() => client.send(new DeleteTableCommand({ TableName }))).then(() => true)
      // DynamoDB refuses to delete a table during an update.
      await wait(async () => !!(await ignoreMissing(requestDeletion, 'ResourceInUseException')))
    },
  }
  const { findLeftover, destroy } = destroyerOf(tableAccess, sleep)
  async function listCopies(name: string): Promise<string[]> {
    if (!isOnAws) return []
    const ExclusiveStartTableName = `${name}${copySuffix}`
    const { TableNames = [] } = await client.send(
      new ListTablesCommand({ ExclusiveStartTableName }),
    )
    return TableNames.filter((table) => table.startsWith(ExclusiveStartTableName))
  }
  return {
    async findLeftover(name) {
      const table = await findLeftover(name)
      if (table) return table
      const [copy] = await listCopies(name)
      if (copy) return findLeftover(copy)
      const [backup] = await backupsOf(name)
      const expiresAt = backup?.BackupExpiryDateTime
      return backup && { ...(expiresAt && { expiresAt }) }
    },

    async destroy(name) {
      for (const { BackupArn, BackupType } of await backupsOf(name)) {
        if (BackupType === 'USER') await client.send(new DeleteBackupCommand({ BackupArn }))
      }
      for (const copy of await listCopies(name)) await destroy(copy)
      await destroy(name)
    },
  }
}

function stackAccess(client: CloudFormationClient): ResourceAccess<Stack> {
  return {
    isAsynchronous: true,
    find: (id) => findStack(client, id),

    async remove(StackName, { EnableTerminationProtection }) {
      const protectionUpdate = { StackName, EnableTerminationProtection: false }
      if (EnableTerminationProtection)
        await client.send(new UpdateTerminationProtectionCommand(protectionUpdate))
      // Without a role in the request, CloudFormation uses the last deployment's role, which is CDK's.
      await client.send(new DeleteStackCommand({ StackName }))
    },

    async checkDeletion({ StackStatus }, id) {
      if (StackStatus === 'DELETE_FAILED') throw await findDeletionFailure(client, id)
    },
  }
}

function logGroupAccess(client: CloudWatchLogsClient): ResourceAccess<object> {
  return {
    async find(logGroupNamePrefix) {
      // The exact name sorts before longer names with this prefix, so the first page contains it.
      const request = new DescribeLogGroupsCommand({ logGroupNamePrefix })
      const { logGroups: groups = [] } = await client.send(request)
      return groups.find(({ logGroupName }) => logGroupName === logGroupNamePrefix)
    },

    remove: (logGroupName) =>
      ignoreMissing(() => client.send(new DeleteLogGroupCommand({ logGroupName }))),
  }
}

/** Assumes that the buckets are not versioned. */
function bucketAccess(client: S3Client): ResourceAccess<object> {
  return {
    // Lists the account's own buckets, since another account may have taken the name of a deleted bucket.
    async find(Prefix) {
      const { Buckets = [] } = await client.send(new ListBucketsCommand({ Prefix }))
      return Buckets.find(({ Name }) => Name === Prefix)
    },

    async remove(Bucket) {
      while (true) {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }))
        if (Contents.length === 0) break
        const Delete = { Objects: Contents.map(({ Key }) => ({ Key })), Quiet: true }
        const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }))
        const [error] = Errors
        if (error) throw Object.assign(new Error(error.Message), { name: error.Code ?? 'Error' })
      }
      await client.send(new DeleteBucketCommand({ Bucket }))
    },
  }
}

/** Shortest waiting period of KMS, in which the key cannot be used. */
const PendingWindowInDays = 7

function encryptionKeyAccess(client: KMSClient): ResourceAccess<object> {
  return {
    async find(KeyId) {
      const request = new DescribeKeyCommand({ KeyId })
      const key = await ignoreMissing(() => client.send(request), 'NotFoundException')
      return key?.KeyMetadata?.KeyState === 'PendingDeletion' ? undefined : key
    },

    remove: (KeyId) => client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays })),
  }
}
