import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { expect, it } from 'vitest'
import { readDistributions } from '../../local/app/cloudfront-distribution.ts'
import { readApp, type SynthesisedApp } from '../../local/app/read-app.ts'
import { readSchedule } from '../../local/app/read-triggers.ts'
import { replaceInFunctions } from '../../local/app/replace-urls.ts'
import { type Resource, Template } from '../../local/app/template.ts'
import { election, place, readLocalApp } from '../stack/local-app.ts'
import { allOptions } from '../stack/whole-app.ts'

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
  const [rule] = template.findAll('AWS::Events::Rule') as [Resource]
  expect(() => readSchedule(template, rule)).toThrow(message)
})

it('an election with every option is read like any other, without an encryption key', async () => {
  const plain = await readLocalApp(election)
  const full = await readLocalApp({ ...election, ...allOptions })
  expect(full.api.routes).toEqual(expect.arrayContaining(plain.api.routes))
  for (const part of ['tables', 'secrets', 'queues'] as const) {
    expect(full[part]).toEqual(expect.arrayContaining<unknown>(plain[part]))
  }
  expect(full.signingKeys).toEqual(plain.signingKeys)
  expect(full.outputs).not.toHaveProperty('EncryptionKey')
  expect(full.distribution.domainName).toMatch(/\.cloudfront\.net$/)
})

it("the voters' distribution, which the stack's output names, comes first", () => {
  const distributionOf = (name: string) => ({
    Type: 'AWS::CloudFront::Distribution',
    Properties: { DistributionConfig: { Aliases: [name], Origins: [], DefaultCacheBehavior: {} } },
  })
  const Resources = { Staff: distributionOf('staff'), Site: distributionOf('voters') }
  const Outputs = { DistributionId: { Value: { Ref: 'Site' } } }
  const found = readDistributions(new Template({ Resources, Outputs }, place))
  expect(found.map(({ domainName }) => domainName)).toEqual(['voters', 'staff'])
})

it('the links of e-mails lead to this machine, whatever the domain', () => {
  const mailer = { environment: { SITE_URL: 'https://vote.elections.example.org' } }
  const [deployed, local] = ['https://vote.elections.example.org', 'http://localhost:8080']
  const given = [mailer] as unknown as SynthesisedApp['functions']
  const functions = replaceInFunctions(given, deployed, local)
  expect(functions[0]?.environment).toEqual({ SITE_URL: 'http://localhost:8080' })
})
