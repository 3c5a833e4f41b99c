import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { expect, it } from 'vitest'
import { readApp } from '../../local/app/read-app.ts'
import { readSchedule } from '../../local/app/read-triggers.ts'
import { type Resource, Template } from '../../local/app/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

it.each(['AWS::StepFunctions::StateMachine', 'AWS::EC2::Instance', 'Custom::AwsCall'])(
  'an app with a resource of a service that the local run does not know is refused: %s',
  (Type) => {
    const template = { Resources: { Queue: { Type: 'AWS::SQS::Queue' }, Added: { Type } } }
    const assembly = { stacks: [{ stackName: 'Stack', template }] } as unknown as CloudAssembly
    expect(() => readApp(assembly, place)).toThrow(
      `Added: the local run does not know what ${Type} does`,
    )
  },
)

it.each([
  ['rate(5 minutes)', 'Sweep', 'Rule: the local run does not know the schedule rate(5 minutes)'],
  ['rate(1 minute)', 'Queue', 'Rule: its target is not a function of the app'],
])('a schedule that the local run cannot keep is refused: %s of %s', (rate, id, message) => {
  const Targets = [{ Arn: { 'Fn::GetAtt': [id, 'Arn'] } }]
  const Properties = { ScheduleExpression: rate, Targets }
  const Resources = {
    Queue: { Type: 'AWS::SQS::Queue' },
    Sweep: { Type: 'AWS::Lambda::Function' },
    Rule: { Type: 'AWS::Events::Rule', Properties },
  }
  const template = new Template({ Resources }, place)
  const [rule] = template.ofType('AWS::Events::Rule') as [Resource]
  expect(() => readSchedule(template, rule)).toThrow(message)
})
