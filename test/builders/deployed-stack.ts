import { stackOutputs } from '../../shared/contract/stack-outputs.ts'
import { electionDigest } from '../../shared/domain/election/election-digest.ts'
import { election } from './voters.ts'

const arnOf = (name: string) =>
  name.endsWith('Role')
    ? `arn:aws:iam::1:role/${name.slice(0, -'Role'.length)}`
    : `arn:aws:secretsmanager:eu-west-3:1:secret:${name}`

const { EncryptionKey: _, StaffUrl: __, StaffClientSecret: ___, ...required } = stackOutputs.shape

export const outputs = stackOutputs.parse({
  ...Object.fromEntries(Object.keys(required).map((name) => [name, arnOf(name)])),
  SiteUrl: 'https://vote.example.org/',
  NewsQueueUrl: 'https://sqs.eu-west-3.amazonaws.com/1/Mail',
  TeamFunctionUrl: 'https://team.lambda-url.eu-west-3.on.aws/',
  ElectionDigest: electionDigest(election),
})

export const describedStack = (said: Record<string, string | undefined> = { ...outputs }) => ({
  Stacks: [
    {
      StackName: 'Election',
      CreationTime: new Date(),
      StackStatus: 'UPDATE_COMPLETE' as const,
      Outputs: Object.entries(said).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    },
  ],
})
