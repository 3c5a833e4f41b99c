import { describe, expect, it } from 'vitest'
import { readSmsAttributes } from '../../local/read-stores.ts'
import { Template } from '../../local/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }
const base = { Writer: { Type: 'AWS::IAM::Role' } }
const templateOf = (resources: object) => new Template({ Resources: resources }, place)

describe('the SMS attributes', () => {
  const call = (over: object = {}) => ({
    'Fn::Join': [
      '',
      [
        '{"service":"SNS","action":"setSMSAttributes","parameters":{"attributes":{"DeliveryStatusIAMRole":"',
        { 'Fn::GetAtt': ['Writer', 'Arn'] },
        `","DefaultSMSType":"Transactional"}},${JSON.stringify({ x: 1, ...over }).slice(1)}`,
      ],
    ],
  })
  const attributesOf = (Create: unknown, Update: unknown) =>
    readSmsAttributes(
      templateOf({
        ...base,
        Attributes: { Type: 'Custom::SmsAttributes', Properties: { Create, Update } },
      }),
    )

  it('are what the custom resource calls SNS with', () => {
    expect(attributesOf(call(), call())).toEqual({
      DefaultSMSType: 'Transactional',
      DeliveryStatusIAMRole: 'arn:aws:iam::000000000000:role/Writer',
    })
  })

  it('are none when nothing sets them', () => {
    expect(readSmsAttributes(templateOf(base))).toEqual({})
  })

  it('that change from one deployment to the next, or come of another call, are errors', () => {
    const other = call({ parameters: { attributes: {} } })
    expect(() => attributesOf(call(), other)).toThrow('depend on when they are set')
    expect(() => attributesOf(call(), undefined)).toThrow('does not know undefined undefined on Up')
    expect(() => attributesOf(call({ action: 'publish' }), call())).toThrow('SNS publish on Create')
  })
})
