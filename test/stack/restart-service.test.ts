import { expect, test } from 'vitest'
import { findResource, policiesOf, propertiesOf, resourcesOf } from './templates.ts'
import { allOptions, type StackTemplate, templatesOf } from './whole-app.ts'

const template = templatesOf(allOptions).Reassort as Required<StackTemplate>
const restarting = findResource(template, 'AWS::Lambda::Function', 'RestartingRestartService')
const named = JSON.stringify(restarting.Properties.Environment.Variables)

test('the restart function covers every queue, stream and schedule of the stack', () => {
  const mappings = propertiesOf(template, 'AWS::Lambda::EventSourceMapping')
  const consumers = new Set<string>(mappings.map(({ FunctionName }) => FunctionName.Ref))
  expect(consumers.size).toBeGreaterThan(5)
  expect([...consumers].filter((id) => !named.includes(`"Ref":"${id}"`))).toEqual([])
  const rules = resourcesOf(template, 'AWS::Events::Rule')
  expect(rules.length).toBeGreaterThan(10)
  const asTheyAre = rules.filter(([id, { Properties }]) =>
    named.includes(`"Ref":"${id}"},"=${Properties.State}`),
  )
  expect(asTheyAre).toEqual(rules)
  const scheduled = rules.filter(([, { Properties }]) => Properties.ScheduleExpression)
  expect(scheduled).toHaveLength(2)
  const called = scheduled.flatMap(([, { Properties }]) =>
    Properties.Targets.map(({ Arn }: { Arn: { 'Fn::GetAtt': [string] } }) => Arn['Fn::GetAtt'][0]),
  )
  expect(called.filter((id) => !named.includes(`"Ref":"${id}"`))).toEqual([])
  expect(named).toMatch(/=\d+ /)
})

test('the restart function changes no mapping of another service, and only the operator may invoke it', () => {
  const statements = policiesOf('RestartingRestartServiceRole', template)
  const mapping = statements.find(({ Action }) => Action === 'lambda:UpdateEventSourceMapping')
  expect(Object.keys(mapping?.Condition ?? {})).toEqual(['StringEquals'])
  const invokers = resourcesOf(template, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
    JSON.stringify(Properties.PolicyDocument).includes('RestartingRestartService'),
  )
  expect(invokers.map(([, { Properties }]) => Properties.Roles[0].Ref)).toEqual([
    expect.stringMatching(/^TeamRolesOperator/),
  ])
})
