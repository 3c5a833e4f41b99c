import { type Resource, type StackTemplate, templatesOf } from './whole-app.ts'

const ofStack = (name: string) => templatesOf({})[name] as Required<StackTemplate>
export const template = ofStack('Reassort')
export const dataTemplate = ofStack('Reassort-Data')
export const smsTemplate = ofStack('ReassortSms')

export const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '')

export const idOf = (reference: { 'Fn::GetAtt'?: [string, string]; Ref?: string }) =>
  reference['Fn::GetAtt']?.[0] ?? reference.Ref

type Template = StackTemplate | undefined

export function resourcesOf(from: Template, type: string, named = ''): [string, Resource][] {
  return Object.entries(from?.Resources ?? {}).filter(
    ([id, { Type }]) => Type === type && id.startsWith(named),
  )
}

export const propertiesOf = (from: Template, type: string, named?: string) =>
  resourcesOf(from, type, named).map(([, { Properties }]) => Properties)

export function findResource(from: Template, type: string, named?: string) {
  const [[id, resource] = []] = resourcesOf(from, type, named)
  if (!id || !resource) throw new Error(`There is no ${type} ${named}`)
  return { id, ...resource }
}

interface Policy {
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation has no types
  PolicyDocument: { Statement: any[] }
}

export function policiesIn(from: Template): Map<string, Policy['PolicyDocument'][]> {
  const found = new Map<string, Policy['PolicyDocument'][]>()
  const add = (role: string, { PolicyDocument }: Policy) =>
    found.set(role, [...(found.get(role) ?? []), PolicyDocument])
  for (const [id, { Properties }] of resourcesOf(from, 'AWS::IAM::Role'))
    for (const one of Properties.Policies ?? []) add(id, one)
  for (const Properties of propertiesOf(from, 'AWS::IAM::Policy'))
    for (const { Ref } of Properties.Roles) add(Ref, Properties)
  return found
}

export const statementsIn = (from: Template) =>
  new Map(
    [...policiesIn(from)].map(([role, documents]) => [
      role,
      documents.flatMap(({ Statement }) => Statement),
    ]),
  )

export const policiesOf = (role: string, from: Template = template) =>
  [...statementsIn(from)].flatMap(([id, statements]) =>
    withoutHash(id) === role ? statements : [],
  )

/** Id prefixes of the functions in functions/: all others are CDK's own. */
export const functionIds =
  /^(AccountEvents|Api|Delivery|LedgerWriters|MailEvents|Receipts|TeamFunction|Restarting)/
export const functions = resourcesOf(template, 'AWS::Lambda::Function').filter(([id]) =>
  functionIds.test(id),
)
export const alarmsIn = (from: Template): Map<string, Resource['Properties']> =>
  new Map(
    resourcesOf(from, 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => [
      withoutHash(id).replace(/^Alarms/, ''),
      Properties,
    ]),
  )
export const alarms = alarmsIn(template)
export const findFunction = (name: string) => findResource(template, 'AWS::Lambda::Function', name)
export const queues = resourcesOf(template, 'AWS::SQS::Queue')

export function writersTo(queue: string) {
  const { id: queueId } = findResource(template, 'AWS::SQS::Queue', queue)
  const statements = propertiesOf(template, 'AWS::SQS::QueuePolicy')
    .filter(({ Queues }) => Queues.some((one: object) => idOf(one) === queueId))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
  return { queueId, writers: statements.filter(({ Effect }) => Effect === 'Allow') }
}

/** Excludes consumers of the ledger's streams, which have no scaling configuration. */
export const consumersIn = (from: Template) =>
  propertiesOf(from, 'AWS::Lambda::EventSourceMapping').filter(({ ScalingConfig }) => ScalingConfig)
export const consumers = consumersIn(template)
