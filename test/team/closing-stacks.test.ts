import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { describe, expect, test } from 'vitest'
import { awsClients } from '../../team/closing/aws-clients.ts'
import { type Destroyer, findHoldings } from '../../team/closing/destroyed-and-kept.ts'
import { destroyersOf } from '../../team/closing/destroyers.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const region = 'eu-west-3'
const cloudFormation = mockedClients(CloudFormationClient)

const arn = (name: string, id = 1) => `arn:aws:cloudformation:${region}:1:stack/${name}/${id}`
const names = { service: 'Reassort', kept: 'Reassort-Data', edge: `Reassort-Edge-${region}` }

describe('what an election holds', () => {
  test('is told by its stacks, and by those that are gone, in the order in which it goes', async () => {
    const summary = (
      name: string,
      id: number,
      StackStatus: 'DELETE_COMPLETE' | 'CREATE_COMPLETE',
    ) => ({
      StackId: arn(name, id),
      StackName: name,
      CreationTime: new Date(),
      StackStatus,
    })
    cloudFormation
      .on(ListStacksCommand)
      .resolvesOnce({
        StackSummaries: [
          summary('Reassort-Data', 2, 'CREATE_COMPLETE'),
          summary('Reassort-Other', 3, 'CREATE_COMPLETE'),
        ],
        NextToken: 'more',
      })
      .resolvesOnce({
        StackSummaries: [
          summary('Reassort', 1, 'DELETE_COMPLETE'),
          summary(names.edge, 4, 'CREATE_COMPLETE'),
        ],
      })
      .resolves({ StackSummaries: [summary(names.edge, 4, 'CREATE_COMPLETE')] })
    const resource = (
      ResourceType: string,
      LogicalResourceId: string,
      PhysicalResourceId?: string,
    ) => ({
      ResourceType,
      LogicalResourceId,
      ...(PhysicalResourceId && { PhysicalResourceId }),
      LastUpdatedTimestamp: new Date(),
      ResourceStatus: 'DELETE_SKIPPED' as const,
    })
    cloudFormation.on(ListStackResourcesCommand, { StackName: arn('Reassort-Data', 2) }).resolves({
      StackResourceSummaries: [
        resource('AWS::Backup::BackupVault', 'BackupsVault1', 'Vault'),
        resource('AWS::DynamoDB::Table', 'TablesVoters1', 'Voters'),
        resource('AWS::DynamoDB::Table', 'TablesPhones1'),
        resource('AWS::SecretsManager::Secret', 'SecretsIdentityKeys1', 'arn:secret'),
        resource('AWS::SES::EmailIdentity', 'DeliveryMailDomain1', 'vote.example'),
        resource('AWS::KMS::Key', 'EncryptionKey1', 'tables'),
      ],
    })
    cloudFormation.on(ListStackResourcesCommand, { StackName: arn('Reassort', 1) }).resolves({
      StackResourceSummaries: [
        resource('AWS::S3::Bucket', 'SitePages1', 'pages'),
        resource('AWS::S3::Bucket', 'SiteAccessLogs1', 'access'),
        resource('AWS::S3::Bucket', 'AuditTrailRecords1', 'audit'),
        resource('AWS::KMS::Key', 'LedgerSigningKey1', 'key'),
        resource('AWS::Logs::LogGroup', 'SignInLogs1', 'Reassort-SignIn'),
        resource('AWS::DynamoDB::Table', 'TablesVoters1', 'Voters'),
      ],
    })
    const { destroyed, kept } = await findHoldings(awsClients(), names)
    expect(destroyed.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'addresses SES',
      `service ${arn('Reassort', 1)}`,
      `edge ${arn(names.edge, 4)}`,
      'secret arn:secret',
      'table Voters',
      'logGroup Reassort-SignIn',
      'bucket access',
      'vault Vault',
      `kept ${arn('Reassort-Data', 2)}`,
      'encryptionKey tables',
    ])
    expect(kept.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'auditTrail audit',
      'ledger key',
      'sender vote.example',
    ])
  })
})

describe('a stack', () => {
  const destroyer = destroyersOf({} as never, awsClients(), async () => undefined as never)
    .kept as Destroyer
  const id = arn('Reassort-Data')
  const stack = (
    StackStatus: 'CREATE_COMPLETE' | 'DELETE_IN_PROGRESS' | 'DELETE_FAILED' | 'DELETE_COMPLETE',
  ) => ({
    Stacks: [
      { StackName: 'R', CreationTime: new Date(), StackStatus, EnableTerminationProtection: true },
    ],
  })

  test('is deleted once its protection is lifted, and is gone when CloudFormation says so', async () => {
    cloudFormation
      .on(DescribeStacksCommand, { StackName: id })
      .resolvesOnce(stack('CREATE_COMPLETE'))
      .resolvesOnce(stack('DELETE_IN_PROGRESS'))
      .resolves(stack('DELETE_COMPLETE'))
    await destroyer.destroy(id)
    const [, lifted, deleted] = cloudFormation.calls().map(({ args }) => args[0])
    expect(lifted).toBeInstanceOf(UpdateTerminationProtectionCommand)
    expect(lifted?.input).toEqual({ StackName: id, EnableTerminationProtection: false })
    expect(deleted).toBeInstanceOf(DeleteStackCommand)
    expect(await destroyer.look(id)).toBeUndefined()
    await destroyer.destroy(id)
    expect(cloudFormation.commandCalls(DeleteStackCommand)).toHaveLength(1)
  })

  test('that cannot be deleted says why', async () => {
    cloudFormation.on(DescribeStacksCommand).resolves(stack('DELETE_FAILED'))
    cloudFormation.on(ListStackResourcesCommand).resolves({
      StackResourceSummaries: [
        {
          LogicalResourceId: 'Firewall',
          ResourceType: 'AWS::WAFv2::WebACL',
          LastUpdatedTimestamp: new Date(),
          ResourceStatus: 'DELETE_FAILED',
          ResourceStatusReason: 'it is in use',
        },
      ],
    })
    await expect(destroyer.destroy(id)).rejects.toThrow('Firewall : it is in use')
  })
})
