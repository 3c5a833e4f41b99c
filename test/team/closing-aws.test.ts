import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListBackupsCommand,
  ListTablesCommand,
  ResourceNotFoundException as NoTable,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb'
import {
  DescribeKeyCommand,
  type KeyState,
  KMSClient,
  KMSInvalidStateException,
  NotFoundException,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  DescribeSecretCommand,
  ResourceNotFoundException as NoSecret,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { beforeEach, describe, expect, test } from 'vitest'
import { newAwsClients } from '../../team/closing/aws-clients.ts'
import type { Destroyer } from '../../team/closing/destroyed-and-kept.ts'
import { destroyersOf } from '../../team/closing/destroyers.ts'
import { explanationOf } from '../../team/reach-election.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const region = 'eu-west-3'
const dynamodb = mockedClients(DynamoDBClient)
const secrets = mockedClients(SecretsManagerClient)
const s3 = mockedClients(S3Client)
const logs = mockedClients(CloudWatchLogsClient)
const kms = mockedClients(KMSClient)

const engines = {
  database: new DynamoDBClient({ region }),
  secretsManager: new SecretsManagerClient({ region }),
  kms: new KMSClient({ region }),
}
const destroyers = destroyersOf(engines, newAwsClients(), async () => undefined as never)
type Kind = 'secret' | 'table' | 'logGroup' | 'bucket' | 'encryptionKey'
const ofKind = (kind: Kind) => destroyers[kind] as Destroyer
const $metadata = {}
const changes = (mock: { calls(): { args: readonly object[] }[] }) =>
  mock
    .calls()
    .map(({ args: [call = {}] }): [string, object] => {
      const { input } = call as { input: object }
      return [call.constructor.name.replace('Command', ''), input]
    })
    .filter(([name]) => !/^(Describe|List)/.test(name))

describe('a table', () => {
  const destroyer = ofKind('table')
  const noTable = new NoTable({ message: '', $metadata })
  beforeEach(() => void dynamodb.on(ListTablesCommand).resolves({}))
  const backupOf = (BackupType: 'USER' | 'SYSTEM' | 'AWS_BACKUP') => ({
    BackupArn: `arn:${BackupType}`,
    BackupType,
    BackupStatus: 'AVAILABLE' as const,
    BackupExpiryDateTime: new Date('2027-06-05T10:00:00Z'),
  })

  test('is deleted with its manual backups, and without the copy that DynamoDB keeps for 35 days', async () => {
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
    const TableName = 'Voters'
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: false }
    expect(changes(dynamodb)).toEqual([
      ['DeleteBackup', { BackupArn: 'arn:USER' }],
      ['UpdateContinuousBackups', { TableName, PointInTimeRecoverySpecification }],
      ['UpdateTable', { TableName, DeletionProtectionEnabled: false }],
      ['DeleteTable', { TableName }],
      ['DeleteTable', { TableName }],
    ])
  })

  test('is deleted with the copies of an unfinished restoration', async () => {
    const TableName = 'Voters-restored-20261130160400'
    const TableNames = [TableName, 'Votes']
    dynamodb.on(ListTablesCommand).resolves({ TableNames })
    dynamodb.on(ListBackupsCommand).resolves({})
    let left = [TableName]
    dynamodb.on(DescribeTableCommand).callsFake(({ TableName: asked }) => {
      if (!left.includes(asked)) throw noTable
      return { Table: { TableStatus: 'ACTIVE', ItemCount: 3 } }
    })
    expect(await destroyer.findLeftover('Voters')).toEqual({ count: 3 })
    dynamodb.on(DeleteTableCommand).callsFake(() => {
      left = []
      return {}
    })
    await destroyer.destroy('Voters')
    expect(changes(dynamodb).at(-1)).toEqual(['DeleteTable', { TableName }])
  })

  test('remains until DynamoDB’s copy expires if it was deleted by hand', async () => {
    dynamodb.on(DescribeTableCommand).rejects(noTable)
    dynamodb.on(ListBackupsCommand).resolves({ BackupSummaries: [backupOf('SYSTEM')] })
    expect(await destroyer.findLeftover('Voters')).toEqual({
      expiresAt: new Date('2027-06-05T10:00:00Z'),
    })
    await destroyer.destroy('Voters')
    expect(changes(dynamodb)).toEqual([])
    dynamodb.on(ListBackupsCommand).resolves({ BackupSummaries: [backupOf('AWS_BACKUP')] })
    expect(await destroyer.findLeftover('Voters')).toBeUndefined()
  })
})

test('a secret is deleted with its replicas, without recovery', async () => {
  const destroyer = ofKind('secret')
  const secret = {
    PrimaryRegion: region,
    ReplicationStatus: [{ Region: region }, { Region: 'eu-west-1' }],
  }
  secrets
    .on(DescribeSecretCommand)
    .resolvesOnce(secret)
    .resolvesOnce({ ...secret, DeletedDate: new Date() })
    .rejects(new NoSecret({ message: '', $metadata }))
  await destroyer.destroy('arn')
  const SecretId = 'arn'
  expect(changes(secrets)).toEqual([
    ['RemoveRegionsFromReplication', { SecretId, RemoveReplicaRegions: ['eu-west-1'] }],
    ['DeleteSecret', { SecretId, ForceDeleteWithoutRecovery: true }],
  ])
  secrets.on(DescribeSecretCommand).resolves({ DeletedDate: new Date() })
  expect(await destroyer.findLeftover('arn')).toEqual({})
})

describe('a bucket', () => {
  const destroyer = ofKind('bucket')

  test('is emptied page by page, then deleted', async () => {
    s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'access' }, { Name: 'access-2' }] })
    s3.on(ListObjectsV2Command)
      .resolvesOnce({ Contents: [{ Key: 'a' }, { Key: 'b' }] })
      .resolvesOnce({ Contents: [{ Key: 'c' }] })
      .resolves({})
    s3.on(DeleteObjectsCommand).resolves({})
    s3.on(DeleteBucketCommand).callsFake(() => {
      s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'access-2' }] })
    })
    await destroyer.destroy('access')
    await destroyer.destroy('acces')
    const names = changes(s3).map(([name]) => name)
    expect(names).toEqual(['DeleteObjects', 'DeleteObjects', 'DeleteBucket'])
  })

  test('stops the closing if an object cannot be deleted, and names the missing right', async () => {
    s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: 'access' }] })
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'a' }] })
    const Message = 'User: alice is not authorized to perform: s3:DeleteObject on resource: "a"'
    s3.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: 'a', Code: 'AccessDenied', Message }] })
    const failure = await destroyer.destroy('access').catch((error) => error)
    expect(failure).toMatchObject({ name: 'AccessDenied' })
    expect(explanationOf(failure)).toContain('AWS a refusé (s3:DeleteObject)')
  })
})

test('a log group is found by its exact name', async () => {
  const { findLeftover } = ofKind('logGroup')
  logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: 'Reassort-SignIn2' }] })
  expect(await findLeftover('Reassort-SignIn')).toBeUndefined()
  expect(await findLeftover('Reassort-SignIn2')).toEqual({})
})

describe('the encryption key', () => {
  const destroyer = ofKind('encryptionKey')
  const isIn = (state: KeyState) =>
    kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'tables', KeyState: state } })

  test('is scheduled for deletion after the shortest window', async () => {
    isIn('Enabled')
    expect(await destroyer.findLeftover('tables')).toEqual({})
    kms.on(ScheduleKeyDeletionCommand).callsFake(() => {
      isIn('PendingDeletion')
      return {}
    })
    await destroyer.destroy('tables')
    const scheduled = { KeyId: 'tables', PendingWindowInDays: 7 }
    expect(changes(kms)).toEqual([['ScheduleKeyDeletion', scheduled]])
    expect(await destroyer.findLeftover('tables')).toBeUndefined()
  })

  test('is skipped if it is already scheduled or gone', async () => {
    isIn('PendingDeletion')
    await destroyer.destroy('tables')
    kms
      .on(DescribeKeyCommand)
      .rejects(new NotFoundException({ message: 'not there', $metadata: {} }))
    await destroyer.destroy('tables')
    expect(await destroyer.findLeftover('tables')).toBeUndefined()
    expect(changes(kms)).toEqual([])
  })

  test('is not taken for gone after another error', async () => {
    kms
      .on(DescribeKeyCommand)
      .rejects(new KMSInvalidStateException({ message: 'busy', $metadata: {} }))
    await expect(destroyer.findLeftover('tables')).rejects.toThrow('busy')
  })
})
