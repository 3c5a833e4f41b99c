import { describe, expect, it } from 'vitest'
import { readLogSubscriptions, readSmsAttributes } from '../../local/app/read-sms-attributes.ts'
import { type Resource, Template } from '../../local/app/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

const policy = (identifiers: string[], operation: object) =>
  JSON.stringify({
    Configuration: { CustomDataIdentifier: [{ Name: 'Digits', Regex: '[0-9]{3,}' }] },
    Statement: [{ DataIdentifier: identifiers, Operation: operation }],
  })
const hiding = { Deidentify: { MaskConfig: {} } }

function reading(changes: object = {}): [Template, Resource] {
  const Properties = {
    Attributes: { DefaultSMSType: 'Transactional', Role: { 'Fn::GetAtt': ['Writer', 'Arn'] } },
    LogGroupNames: [{ 'Fn::Join': ['/', ['sns', { Ref: 'AWS::Region' }]] }, 'sns/other'],
    FilterName: 'receipts',
    Collector: { 'Fn::GetAtt': ['Collect', 'Arn'] },
    MaskingPolicy: policy(['Digits'], hiding),
    ...changes,
  }
  const Resources = {
    Writer: { Type: 'AWS::IAM::Role' },
    Collect: { Type: 'AWS::Lambda::Function' },
    Set: { Type: 'Custom::SmsAttributes', Properties },
  }
  const template = new Template({ Resources }, place)
  return [template, template.ofType('Custom::SmsAttributes')[0] as Resource]
}

describe('the SMS attributes', () => {
  it('are what SNS is told', () => {
    expect(readSmsAttributes(...reading())).toEqual({
      DefaultSMSType: 'Transactional',
      Role: 'arn:aws:iam::000000000000:role/Writer',
    })
  })
})

describe('a log group of receipts', () => {
  it('says whose lines go to which function, and what is hidden of them', () => {
    const common = { name: 'receipts', functionName: 'Collect', hidden: [/[0-9]{3,}/g] }
    expect(readLogSubscriptions(...reading())).toEqual([
      { ...common, logGroupName: 'sns/eu-west-3' },
      { ...common, logGroupName: 'sns/other' },
    ])
  })

  it('hides nothing when the policy only looks', () => {
    const MaskingPolicy = policy(['Digits'], { Audit: {} })
    expect(readLogSubscriptions(...reading({ MaskingPolicy }))[0]?.hidden).toEqual([])
  })

  it('that hides what only AWS knows is an error that says so', () => {
    const MaskingPolicy = policy(['PhoneNumber-FR'], hiding)
    expect(() => readLogSubscriptions(...reading({ MaskingPolicy }))).toThrow(
      'The local run does not know what PhoneNumber-FR is',
    )
  })

  it('that leads elsewhere is an error that says so', () => {
    const Collector = 'arn:aws:lambda:eu-west-3:000000000000:function:elsewhere'
    expect(() => readLogSubscriptions(...reading({ Collector }))).toThrow(
      'Set: its target is not a function of the app',
    )
  })
})
