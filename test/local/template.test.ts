// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are CloudFormation's placeholders.
import { expect, it } from 'vitest'
import { Template } from '../../local/app/template.ts'
import { place } from '../stack/local-app.ts'

const template = new Template({ Resources: { Sender: { Type: 'AWS::Lambda::Function' } } }, place)
const resolve = (value: unknown) => template.resolve(value, 'Sender.Environment')

it('an intrinsic may read an output of another stack', () => {
  const stacks = new Map<string, Template>()
  const Outputs = { TableName: { Value: { Ref: 'Kept' }, Export: { Name: 'Data:Table' } } }
  const Resources = { Kept: { Type: 'AWS::DynamoDB::Table' } }
  stacks.set('Data', new Template({ Resources, Outputs }, place, stacks))
  const main = new Template({}, place, stacks)
  const said = (StackName: string, OutputName: string) =>
    main.resolve({ 'Fn::GetStackOutput': { StackName, OutputName } }, 'Sender')
  expect(said('Data', 'TableName')).toBe('Kept')
  expect(main.resolve({ 'Fn::ImportValue': 'Data:Table' }, 'Sender')).toBe('Kept')
  expect(() => said('Data', 'Other')).toThrow('Sender: no stack of the app has the output Other')
  expect(() => said('Other', 'TableName')).toThrow('Sender: no stack of the app is named Other')
})

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
])('an unknown intrinsic is an error that names its place: %j', (value, message) => {
  expect(() => resolve(value)).toThrow(message)
  expect(() => resolve({ within: [{ deep: value }] })).toThrow()
})
