// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders.
import { describe, expect, it } from 'vitest'
import { type DeployedTemplate, splitTemplate } from '../../lib/split-template.ts'
import { fatesOf, readRelease } from './released-templates.ts'

const deployed = {
  Parameters: { BootstrapVersion: {} },
  Resources: {
    TablesVoters: { Type: 'AWS::DynamoDB::Table', Properties: { KeySchema: [] } },
    SecretsMasterKeyB31759EC: { Type: 'AWS::SecretsManager::Secret' },
    SecretsOriginToken: { Type: 'AWS::SecretsManager::Secret' },
    DeliveryMailSender: { Type: 'AWS::SES::EmailIdentity' },
    Queue: { Type: 'AWS::SQS::Queue', DependsOn: 'DeliveryMailSender' },
    Function: {
      Type: 'AWS::Lambda::Function',
      DependsOn: ['TablesVoters', 'Queue'],
      Properties: {
        Environment: { Variables: { VOTERS_TABLE: { Ref: 'TablesVoters' } } },
        Policy: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['TablesVoters', 'Arn'] }, '/index/x']] },
        Queue: { Ref: 'Queue' },
        Code: { 'Fn::Sub': 'assets-${AWS::Region}' },
      },
    },
  },
  Outputs: { VotersTable: { Value: { Ref: 'TablesVoters' } } },
} as unknown as DeployedTemplate

const said = (OutputName: string) => ({
  'Fn::GetStackOutput': { StackName: 'Reassort-Data', OutputName, Region: { Ref: 'AWS::Region' } },
})

describe('the template of one stack, split in two', () => {
  const { main, kept } = splitTemplate(deployed, 'Reassort-Data')

  it('gives tables, master key and sender to the data as they are, and nothing else', () => {
    const { TablesVoters, SecretsMasterKeyB31759EC, DeliveryMailSender } = deployed.Resources
    expect(kept.Resources).toEqual({ TablesVoters, SecretsMasterKeyB31759EC, DeliveryMailSender })
    expect(Object.keys(main.Resources)).toEqual(['SecretsOriginToken', 'Queue', 'Function'])
    expect(main).toHaveProperty('Parameters.BootstrapVersion')
  })

  it('has the service read of the data what it read of itself', () => {
    expect(main.Resources.Function).toEqual({
      Type: 'AWS::Lambda::Function',
      DependsOn: ['Queue'],
      Properties: {
        Environment: { Variables: { VOTERS_TABLE: said('TablesVotersRef') } },
        Policy: { 'Fn::Join': ['', [said('TablesVotersArn'), '/index/x']] },
        Queue: { Ref: 'Queue' },
        Code: { 'Fn::Sub': 'assets-${AWS::Region}' },
      },
    })
    expect(main.Resources.Queue).toEqual({ Type: 'AWS::SQS::Queue' })
    expect(main.Outputs).toEqual({ VotersTable: { Value: said('TablesVotersRef') } })
    expect(kept.Outputs).toEqual({
      TablesVotersRef: { Value: { Ref: 'TablesVoters' } },
      TablesVotersArn: { Value: { 'Fn::GetAtt': ['TablesVoters', 'Arn'] } },
    })
  })

  it('is refused when a text names what moves: nobody would notice that it names nothing', () => {
    const Sub = {
      Type: 'AWS::Lambda::Function',
      Properties: { 'Fn::Sub': '${TablesVoters.Arn}/x' },
    }
    const Resources = { ...deployed.Resources, Sub }
    expect(() => splitTemplate({ Resources }, 'Reassort-Data')).toThrow('TablesVoters')
  })

  it('of the version that is deployed takes all that the new stack of the data has, and adds nothing', () => {
    const { stacks } = readRelease()
    const one = { Resources: stacks.Reassort } as unknown as DeployedTemplate
    const two = splitTemplate(one, 'Reassort-Data')
    const after = { Reassort: two.main.Resources, 'Reassort-Data': two.kept.Resources }
    const fates = Object.values(fatesOf(stacks, after as never)).map(({ fate }) => fate)
    expect(fates.filter((fate) => fate === 'moved')).toHaveLength(11)
    expect(fates.filter((fate) => !['moved', 'kept'].includes(fate))).toEqual([])
  })
})
