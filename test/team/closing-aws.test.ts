import {
  BackupClient,
  DeleteBackupVaultCommand,
  DeleteRecoveryPointCommand,
  InvalidResourceStateException,
  ListBackupVaultsCommand,
  ListRecoveryPointsByBackupVaultCommand,
} from '@aws-sdk/client-backup'
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  DeleteBackupCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListBackupsCommand,
  ResourceNotFoundException as NoTable,
  ResourceInUseException,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  ResourceNotFoundException as NoSecret,
  RemoveRegionsFromReplicationCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { describe, expect, test } from 'vitest'
import { bucketDestroyer } from '../../team/closing/aws-buckets.ts'
import { logGroupDestroyer } from '../../team/closing/aws-log-groups.ts'
import { secretDestroyer } from '../../team/closing/aws-secrets.ts'
import { tableDestroyer } from '../../team/closing/aws-tables.ts'
import { vaultDestroyer } from '../../team/closing/aws-vaults.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const region = 'eu-west-3'
const dynamodb = mockedClients(DynamoDBClient)
const secrets = mockedClients(SecretsManagerClient)
const backup = mockedClients(BackupClient)
const s3 = mockedClients(S3Client)
const logs = mockedClients(CloudWatchLogsClient)

const sleep = async () => undefined as never
const $metadata = {}
/** The names of the calls that change something, in their order. */
const changes = (mock: { calls(): { args: readonly object[] }[] }) =>
  mock
    .calls()
    .map(({ args }) => String(args[0]?.constructor.name).replace('Command', ''))
    .filter((name) => !/^(Describe|List)/.test(name))

describe('a table', () => {
  const destroyer = tableDestroyer(new DynamoDBClient({ region }), { hasBackups: true, sleep })
  const noTable = new NoTable({ message: '', $metadata })
  const backupOf = (BackupType: 'USER' | 'SYSTEM' | 'AWS_BACKUP') => ({
    BackupArn: `arn:${BackupType}`,
    BackupType,
    BackupStatus: 'AVAILABLE' as const,
    BackupExpiryDateTime: new Date('2027-06-05T10:00:00Z'),
  })

  test('goes without the copy that DynamoDB would keep for 35 days, with those made by hand', async () => {
    dynamodb
      .on(DescribeTableCommand)
      .resolvesOnce({ Table: { TableStatus: 'ACTIVE', DeletionProtectionEnabled: true } })
      .resolvesOnce({ Table: { TableStatus: 'DELETING' } })
      .rejects(noTable)
    dynamodb
      .on(ListBackupsCommand)
      .resolvesOnce({ BackupSummaries: [backupOf('AWS_BACKUP')], LastEvaluatedBackupArn: 'arn:1' })
      .resolves({ BackupSummaries: [backupOf('USER')] })
    const busy = new ResourceInUseException({ message: 'being updated', $metadata })
    dynamodb.on(DeleteTableCommand).rejectsOnce(busy).resolves({})
    await destroyer.destroy('Voters')
    expect(changes(dynamodb)).toEqual([
      'DeleteBackup',
      'UpdateContinuousBackups',
      'UpdateTable',
      'DeleteTable',
      'DeleteTable',
    ])
    expect(dynamodb.commandCalls(DeleteBackupCommand)[0]?.args[0].input.BackupArn).toBe('arn:USER')
    expect(
      dynamodb.commandCalls(UpdateContinuousBackupsCommand)[0]?.args[0].input
        .PointInTimeRecoverySpecification,
    ).toEqual({ PointInTimeRecoveryEnabled: false })
    expect(
      dynamodb.commandCalls(UpdateTableCommand)[0]?.args[0].input.DeletionProtectionEnabled,
    ).toBe(false)
  })

  test('that somebody deleted by hand is left for as long as DynamoDB keeps its copy', async () => {
    dynamodb.on(DescribeTableCommand).rejects(noTable)
    dynamodb.on(ListBackupsCommand).resolves({ BackupSummaries: [backupOf('SYSTEM')] })
    expect(await destroyer.look('Voters')).toEqual({ expiresAt: new Date('2027-06-05T10:00:00Z') })
    await destroyer.destroy('Voters')
    expect(changes(dynamodb)).toEqual([])
    dynamodb.on(ListBackupsCommand).resolves({ BackupSummaries: [backupOf('AWS_BACKUP')] })
    expect(await destroyer.look('Voters')).toBeUndefined()
  })
})

test('a secret goes with its copies of other regions, and nobody can restore it', async () => {
  const destroyer = secretDestroyer(new SecretsManagerClient({ region }), sleep)
  const secret = {
    PrimaryRegion: region,
    ReplicationStatus: [{ Region: region }, { Region: 'eu-west-1' }],
  }
  secrets
    .on(DescribeSecretCommand)
    .resolvesOnce(secret)
    // It goes in the background.
    .resolvesOnce({ ...secret, DeletedDate: new Date() })
    .rejects(new NoSecret({ message: '', $metadata }))
  await destroyer.destroy('arn')
  expect(changes(secrets)).toEqual(['RemoveRegionsFromReplication', 'DeleteSecret'])
  expect(
    secrets.commandCalls(RemoveRegionsFromReplicationCommand)[0]?.args[0].input
      .RemoveReplicaRegions,
  ).toEqual(['eu-west-1'])
  expect(secrets.commandCalls(DeleteSecretCommand)[0]?.args[0].input).toEqual({
    SecretId: 'arn',
    ForceDeleteWithoutRecovery: true,
  })
  secrets.on(DescribeSecretCommand).resolves({ DeletedDate: new Date() })
  expect(await destroyer.look('arn')).toEqual({})
})

test('a vault goes once its copies have, the one that AWS Backup is writing too', async () => {
  const destroyer = vaultDestroyer(new BackupClient({ region }), sleep)
  const copy = (RecoveryPointArn: string, Status: 'COMPLETED' | 'DELETING' = 'COMPLETED') => ({
    RecoveryPointArn,
    Status,
  })
  backup
    .on(ListBackupVaultsCommand)
    .resolves({ BackupVaultList: [{ BackupVaultName: 'Vault', NumberOfRecoveryPoints: 2 }] })
  backup
    .on(ListRecoveryPointsByBackupVaultCommand)
    .resolvesOnce({ RecoveryPoints: [copy('one'), copy('two')] })
    .resolvesOnce({ RecoveryPoints: [copy('one', 'DELETING'), copy('two')] })
    .resolves({ RecoveryPoints: [] })
  const busy = new InvalidResourceStateException({ message: '', $metadata })
  backup.on(DeleteRecoveryPointCommand, { RecoveryPointArn: 'two' }).rejectsOnce(busy).resolves({})
  expect(await destroyer.look('Vault')).toEqual({ count: 2 })
  expect(await destroyer.look('Vaul')).toBeUndefined()
  await destroyer.destroy('Vault')
  expect(
    backup
      .commandCalls(DeleteRecoveryPointCommand)
      .map(({ args }) => args[0].input.RecoveryPointArn),
  ).toEqual(['one', 'two', 'two'])
  expect(backup.commandCalls(DeleteBackupVaultCommand)).toHaveLength(1)
})

describe('a bucket', () => {
  const destroyer = bucketDestroyer(new S3Client({ region }))

  test('is emptied a thousand at a time, then deleted', async () => {
    s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'access' }, { Name: 'access-2' }] })
    s3.on(ListObjectsV2Command)
      .resolvesOnce({ Contents: [{ Key: 'a' }, { Key: 'b' }] })
      .resolvesOnce({ Contents: [{ Key: 'c' }] })
      .resolves({})
    s3.on(DeleteObjectsCommand).resolves({})
    await destroyer.destroy('access')
    expect(changes(s3)).toEqual(['DeleteObjects', 'DeleteObjects', 'DeleteBucket'])
    await destroyer.destroy('acces')
    expect(s3.commandCalls(DeleteBucketCommand)).toHaveLength(1)
  })

  test('of which an object cannot be deleted is not asked for for ever', async () => {
    s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'access' }] })
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'a' }] })
    s3.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: 'a', Code: 'AccessDenied' }] })
    await expect(destroyer.destroy('access')).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

test('a log group is not taken for another whose name begins like its own', async () => {
  const { look } = logGroupDestroyer(new CloudWatchLogsClient({ region }))
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: 'Reassort-SignIn2' }] })
  expect(await look('Reassort-SignIn')).toBeUndefined()
  expect(await look('Reassort-SignIn2')).toEqual({})
})
