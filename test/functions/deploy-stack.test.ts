import {
  CloudFormationClient,
  CloudFormationServiceException,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import { beforeEach, expect, it } from 'vitest'
import { deployStack } from '../../functions/deploy-stack/deploy-stack.ts'
import {
  cloudFormationStacks,
  filesOfBootstrap,
} from '../../shared/adapters/account/cloudformation-stacks.ts'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const region = { region: 'eu-west-3' }
const s3 = mockedClients(S3Client)
const cloudFormation = mockedClients(CloudFormationClient)
const ports = {
  ...filesOfBootstrap(new S3Client(region), 'files'),
  ...cloudFormationStacks(new CloudFormationClient(region), 'arn:aws:iam::1:role/exec'),
}
const template = sha256('{}')
const deploy = () => deployStack(ports, { stack: 'Reassort', template })
const asked = {
  StackName: 'Reassort',
  TemplateURL: `https://s3.eu-west-3.amazonaws.com/files/${template}.json?versionId=v1`,
  RoleARN: 'arn:aws:iam::1:role/exec',
  Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
}

const invalid = (message: string) =>
  new CloudFormationServiceException({
    ...{ name: 'ValidationError', message, $fault: 'client', $metadata: {} },
  })

function found(text: string) {
  const Body = { transformToByteArray: async () => Buffer.from(text) } as never
  s3.on(GetObjectCommand, { Bucket: 'files', Key: `${template}.json` }).resolves({
    ...{ Body, VersionId: 'v1' },
  })
}

function standing(StackStatus: 'UPDATE_COMPLETE' | 'UPDATE_IN_PROGRESS') {
  const Stacks = [{ StackName: 'Reassort', CreationTime: new Date(), StackStatus }]
  cloudFormation.on(DescribeStacksCommand, { StackName: 'Reassort' }).resolves({ Stacks })
}

const changes = () =>
  [UpdateStackCommand, CreateStackCommand].flatMap((command) =>
    cloudFormation
      .commandCalls(command as typeof UpdateStackCommand)
      .map(({ args }) => args[0].input),
  )

beforeEach(() => {
  found('{}')
  standing('UPDATE_COMPLETE')
})

it('a stack is changed by the very version of the template that was read', async () => {
  expect(await deploy()).toBe('begun')
  expect(changes()).toEqual([asked])
})

it('one that is not there is made', async () => {
  const describing = cloudFormation.on(DescribeStacksCommand, { StackName: 'Reassort' })
  for (const answer of [
    () => describing.rejects(invalid('Stack with id X does not exist')),
    () => describing.resolves({ Stacks: [] }),
    () => describing.resolves({}),
  ]) {
    answer()
    expect(await deploy()).toBe('begun')
    expect(cloudFormation.commandCalls(UpdateStackCommand)).toEqual([])
    expect(changes()).toEqual([asked])
    cloudFormation.resetHistory()
  }
})

it('nothing is changed by a template that is not what its name says, or is not there', async () => {
  found('{"Resources":{}}')
  expect(await deploy()).toBe('no-template')
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: '', $metadata: {} }))
  expect(await deploy()).toBe('no-template')
  s3.on(GetObjectCommand).resolves({})
  expect(await deploy()).toBe('no-template')
  expect(changes()).toEqual([])
})

it('one that is being changed is left alone', async () => {
  standing('UPDATE_IN_PROGRESS')
  expect(await deploy()).toBe('busy')
  expect(changes()).toEqual([])
})

it.each([
  ['No updates are to be performed.', 'unchanged'],
  ['Stack is in ROLLBACK_COMPLETE state and can not be updated.', 'refused'],
])('what CloudFormation refuses is told: %s', async (message, outcome) => {
  cloudFormation.on(UpdateStackCommand).rejects(invalid(message))
  expect(await deploy()).toBe(outcome)
})

it.each<[string, () => unknown]>([
  ['its template', () => s3.on(GetObjectCommand).rejects(new Error('no answer'))],
  ['its state', () => cloudFormation.on(DescribeStacksCommand).rejects(invalid('Rate exceeded'))],
  ['its change', () => cloudFormation.on(UpdateStackCommand).rejects(new Error('no answer'))],
])('a failure to read or to begin is no outcome: of %s', async (_, prepare) => {
  cloudFormation.reset()
  standing('UPDATE_COMPLETE')
  prepare()
  await expect(deploy()).rejects.toThrow()
})

it('a template of a bucket that keeps no versions is the one under its name', async () => {
  const Body = { transformToByteArray: async () => Buffer.from('{}') } as never
  s3.on(GetObjectCommand).resolves({ Body })
  expect(await deploy()).toBe('begun')
  expect(changes()).toMatchObject([
    { TemplateURL: `https://s3.eu-west-3.amazonaws.com/files/${template}.json` },
  ])
})
