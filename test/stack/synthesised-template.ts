import { election, synthesised } from './local-app.ts'
import { statementsIn } from './policies.ts'

export interface Resource {
  Type: string
  DeletionPolicy?: string
  DependsOn?: string[]
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation has no types
  Properties: any
}

export interface SynthesisedTemplate {
  Resources: Record<string, Resource>
  Outputs: Record<string, { Value: unknown }>
}

export const assembly = await synthesised(election)
const templateOf = (stack: string): SynthesisedTemplate => assembly.getStackByName(stack).template
export const template = templateOf('Reassort')
export const keptTemplate = templateOf('Reassort-Data')
export const smsTemplate = templateOf('ReassortSms')

/** Of the service, unless another stack's template is given. */
export function ofType(
  type: string,
  { Resources }: Pick<SynthesisedTemplate, 'Resources'> = template,
): [string, Resource][] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type)
}

export const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '')

export const idOf = (reference: { 'Fn::GetAtt'?: [string, string]; Ref?: string }) =>
  reference['Fn::GetAtt']?.[0] ?? reference.Ref

export function policiesOf(role: string, of: Pick<SynthesisedTemplate, 'Resources'> = template) {
  return [...statementsIn(of)].flatMap(([id, statements]) =>
    withoutHash(id) === role ? statements : [],
  )
}

/** Where the stack has the functions of functions/, by their ids: all others are CDK's own. */
export const ofFunctions =
  /^(AccountEvents|Api|Delivery|LedgerWriters|MailEvents|Receipts|TeamFunction|Restarting)/
export const functions = ofType('AWS::Lambda::Function').filter(([id]) => ofFunctions.test(id))
export const functionNamed = (name: string) =>
  functions.find(([id]) => withoutHash(id) === name)?.[1]
export const queues = ofType('AWS::SQS::Queue')

/** The id of a queue, by its name, and the statements that let others write to it. */
export function writersTo(queue: string) {
  const queueId = queues.map(([id]) => id).find((id) => withoutHash(id) === queue)
  const statements = ofType('AWS::SQS::QueuePolicy')
    .filter(([, { Properties }]) => Properties.Queues.some((one: object) => idOf(one) === queueId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
  return { queueId, writers: statements.filter(({ Effect }) => Effect === 'Allow') }
}

export const consumersIn = (of?: Pick<SynthesisedTemplate, 'Resources'>) =>
  ofType('AWS::Lambda::EventSourceMapping', of).filter(
    ([, { Properties }]) => Properties.ScalingConfig,
  )
export const consumers = consumersIn()
