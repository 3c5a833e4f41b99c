// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders.
import { describe, expect, it } from 'vitest'
import { Template } from '../../local/app/template.ts'

const place = {
  accountId: '000000000000',
  region: 'eu-west-3',
  sqsEndpoint: 'http://127.0.0.1:4566',
}

const template = new Template(
  {
    Resources: {
      SmsQueue1A2B: {
        Type: 'AWS::SQS::Queue',
        Metadata: { 'aws:cdk:path': 'Reassort/Sms/Queue/Resource' },
      },
      Named: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: { 'Fn::Sub': 'sms-${AWS::Region}' } },
      },
      Sender: { Type: 'AWS::Lambda::Function' },
    },
  },
  place,
)
const resolve = (value: unknown) => template.resolve(value, 'Sender.Environment')

describe('an intrinsic', () => {
  it.each([
    [{ Ref: 'AWS::Region' }, 'eu-west-3'],
    [{ Ref: 'AWS::AccountId' }, '000000000000'],
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [{ Ref: 'Sender' }, 'Sender'],
    [{ Ref: 'SmsQueue1A2B' }, 'http://127.0.0.1:4566/000000000000/Sms-Queue'],
    [{ 'Fn::GetAtt': ['SmsQueue1A2B', 'Arn'] }, 'arn:aws:sqs:eu-west-3:000000000000:Sms-Queue'],
    [{ 'Fn::GetAtt': ['Named', 'QueueName'] }, 'sms-eu-west-3'],
    [{ 'Fn::Join': ['', ['a/', { Ref: 'Sender' }]] }, 'a/Sender'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ 'Fn::Sub': '${AWS::Region}/${Sender}' }, 'eu-west-3/Sender'],
  ])('%j is %j', (value, resolved) => {
    expect(resolve(value)).toBe(resolved)
  })

  it('may be what another stack of the app says of itself', () => {
    const stacks = new Map<string, Template>()
    const Outputs = { TableName: { Value: { Ref: 'Kept' }, Export: { Name: 'Data:Table' } } }
    const Resources = { Kept: { Type: 'AWS::DynamoDB::Table' } }
    stacks.set('Data', new Template({ Resources, Outputs }, place, stacks))
    const main = new Template({}, place, stacks)
    const said = (StackName: string, OutputName: string) =>
      main.resolve({ 'Fn::GetStackOutput': { StackName, OutputName } }, 'Sender')
    expect(said('Data', 'TableName')).toBe('Kept')
    expect(main.resolve({ 'Fn::ImportValue': 'Data:Table' }, 'Sender')).toBe('Kept')
    expect(() => said('Data', 'Other')).toThrow('Sender: no stack of the app says Other')
    expect(() => said('Other', 'TableName')).toThrow('Sender: no stack of the app is named Other')
  })
})

describe('what it does not know is an error that says where, never a guess:', () => {
  it.each([
    [{ 'Fn::If': ['Condition', 1, 2] }, 'Sender.Environment: the local run does not know Fn::If'],
    [{ 'Fn::ImportValue': 'x' }, 'Sender.Environment: no stack of the app exports x'],
    [{ Ref: 'Nobody' }, 'Sender.Environment: nothing in the template is named Nobody'],
    [{ 'Fn::Sub': '${Sender.Arn}' }, 'nothing in the template is named Sender.Arn'],
    [
      { 'Fn::Sub': ['${own}', { own: 1 }] },
      'Sender.Environment: the local run does not know Fn::Sub',
    ],
    [
      { 'Fn::GetAtt': ['Sender', 'Version'] },
      'Sender (AWS::Lambda::Function): the local run does not know Version',
    ],
  ])('%j', (value, message) => {
    expect(() => resolve(value)).toThrow(message)
    expect(() => resolve({ within: [{ deep: value }] })).toThrow()
  })
})
