import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { expect, it } from 'vitest'
import { readApp } from '../../local/app/read-app.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }
const assemblyOf = (...templates: object[]) =>
  ({
    stacks: templates.map((template, index) => ({ stackName: `Stack${index}`, template })),
  }) as unknown as CloudAssembly

it.each(['AWS::StepFunctions::StateMachine', 'AWS::SQS::Unheard', 'Custom::AwsCall'])(
  'an app with a resource of a type that the local run does not know is refused: %s',
  (Type) => {
    const template = { Resources: { Secrets: { Type: 'AWS::SQS::Queue' }, Added: { Type } } }
    expect(() => readApp(assemblyOf(template), place)).toThrow(
      `Added: the local run does not know what ${Type} does`,
    )
  },
)

it('an app of several services, or of none, is refused', () => {
  const api = { Resources: { Api: { Type: 'AWS::ApiGatewayV2::Api' } } }
  const assembly = assemblyOf(api, { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }, api)
  expect(() => readApp(assembly, place)).toThrow('exactly one service')
  expect(() => readApp(assemblyOf({}), place)).toThrow('exactly one service')
  expect(() => readApp(assemblyOf(), place)).toThrow('exactly one service')
})
