import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { describe, expect, test } from 'vitest'
import { newAwsClients } from '../../team/closing/aws-clients.ts'
import { type Destroyer, findHoldings } from '../../team/closing/destroyed-and-kept.ts'
import { destroyersOf } from '../../team/closing/destroyers.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const region = 'eu-west-3'
const cloudFormation = mockedClients(CloudFormationClient)

const arn = (name: string, id = 1) => `arn:aws:cloudformation:${region}:1:stack/${name}/${id}`
const names = { service: 'Reassort', data: 'Reassort-Data', edge: `Reassort-Edge-${region}` }

test('the holdings come from existing and deleted stacks, in the order of destruction', async () => {
  const page = (...stacks: [name: string, id: number][]) => ({
    StackSummaries: stacks.map(([StackName, id]) => ({
      ...{ StackId: arn(StackName, id), StackName },
      CreationTime: new Date(),
      StackStatus:
        StackName === 'Reassort' ? ('DELETE_COMPLETE' as const) : ('CREATE_COMPLETE' as const),
    })),
  })
  cloudFormation
    .on(ListStacksCommand)
    .resolvesOnce({ ...page(['Reassort-Data', 2], ['Reassort-Other', 3]), NextToken: 'more' })
    .resolvesOnce(page(['Reassort', 1], [names.edge, 4]))
    .resolves(page([names.edge, 4]))
  const resources = (name: string, id: number, ...all: [string, string, string?][]) =>
    cloudFormation.on(ListStackResourcesCommand, { StackName: arn(name, id) }).resolves({
      StackResourceSummaries: all.map(([type, LogicalResourceId, physicalId]) => ({
        ...{ ResourceType: `AWS::${type}`, LogicalResourceId },
        ...(physicalId && { PhysicalResourceId: physicalId }),
        ...{ LastUpdatedTimestamp: new Date(), ResourceStatus: 'DELETE_SKIPPED' as const },
      })),
    })
  resources(
    ...(['Reassort-Data', 2] as const),
    ['DynamoDB::Table', 'TablesVoters1', 'Voters'],
    ['DynamoDB::Table', 'TablesPhones1'],
    ['SecretsManager::Secret', 'SecretsIdentityKeys1', 'arn:secret'],
    ['SES::EmailIdentity', 'DeliveryMailDomain1', 'vote.example'],
    ['KMS::Key', 'EncryptionKey1', 'tables'],
  )
  resources(
    ...(['Reassort', 1] as const),
    ['S3::Bucket', 'SitePages1', 'pages'],
    ['S3::Bucket', 'SiteAccessLogs1', 'access'],
    ['S3::Bucket', 'AuditTrailRecords1', 'audit'],
    ['KMS::Key', 'LedgerSigningKey1', 'key'],
    ['Logs::LogGroup', 'SignInLogs1', 'Reassort-SignIn'],
    ['DynamoDB::Table', 'TablesVoters1', 'Voters'],
  )
  const { toDestroy, toKeep } = await findHoldings(newAwsClients(), { name: 'reassort', region })
  expect(toDestroy.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'addresses SES',
    `service ${arn('Reassort', 1)}`,
    `edge ${arn(names.edge, 4)}`,
    'secret arn:secret',
    'table Voters',
    'logGroup Reassort-SignIn',
    'bucket access',
    `kept ${arn('Reassort-Data', 2)}`,
    'encryptionKey tables',
  ])
  expect(toKeep.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
    'auditTrail audit',
    'ledger key',
    'sender vote.example',
  ])
})

describe('a stack', () => {
  const destroyer = destroyersOf({} as never, newAwsClients(), async () => undefined as never)
    .kept as Destroyer
  const id = arn('Reassort-Data')
  const stack = (
    StackStatus: 'CREATE_COMPLETE' | 'DELETE_IN_PROGRESS' | 'DELETE_FAILED' | 'DELETE_COMPLETE',
  ) => ({
    Stacks: [
      { StackName: 'R', CreationTime: new Date(), StackStatus, EnableTerminationProtection: true },
    ],
  })

  test('is deleted after its protection is lifted, and awaited', async () => {
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
    expect(await destroyer.findLeftover(id)).toBeUndefined()
    await destroyer.destroy(id)
    expect(cloudFormation.commandCalls(DeleteStackCommand)).toHaveLength(1)
  })

  test('reports CloudFormation’s reasons if it cannot be deleted', async () => {
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
