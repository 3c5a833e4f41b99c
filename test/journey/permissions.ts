import type { ServerResponse } from 'node:http'
import type { LocalAccount } from '../../local/app/template.ts'
import type { LoopbackServer } from '../../local/loopback.ts'
import type { Statement } from '../engines/granted-rights.ts'
import { startProxy } from '../engines/proxy.ts'
import { callsOf, type JudgedEngine, type RequiredRight } from './aws-calls.ts'

export interface AwsCall extends RequiredRight {
  functionName: string
}

export function startRecordingProxy(
  endpoint: string,
  engine: JudgedEngine,
  place: LocalAccount,
  calls: AwsCall[],
  allows: (call: AwsCall) => boolean = () => true,
): Promise<LoopbackServer> {
  return startProxy(endpoint, ({ request, body, operation: target }, response) => {
    const { method = '', url = '', headers } = request
    const functionName = /\bapp\/(\S+)/.exec(headers['user-agent'] ?? '')?.[1] ?? ''
    const asked = callsOf(engine, { method, url, target, body: body.toString() }, place)
    const judged = asked.map((call) => ({ functionName, ...call }))
    calls.push(...judged)
    if (judged.every(allows)) return false
    refuse(engine, response)
    return true
  })
}

function refuse(engine: JudgedEngine, response: ServerResponse): void {
  const isXml = ['cloudformation', 'cloudfront', 's3', 'ses', 'sns'].includes(engine)
  const xml = '<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>denied</Message></Error>'
  response.writeHead(isXml ? 403 : 400, { 'content-type': isXml ? 'text/xml' : 'application/json' })
  response.end(
    isXml
      ? engine === 's3'
        ? xml
        : `<ErrorResponse>${xml}</ErrorResponse>`
      : '{"__type":"com.amazon.coral.service#AccessDeniedException","message":"denied"}',
  )
}

export function isAllowed(
  statements: readonly Statement[],
  call: RequiredRight,
  now = new Date(),
): boolean {
  const applying = statements.filter((statement) => applies(statement, call, now))
  return (
    applying.some(({ Effect }) => Effect === 'Allow') &&
    !applying.some(({ Effect }) => Effect === 'Deny')
  )
}

function applies(
  statement: Statement,
  { action, resource, context }: RequiredRight,
  now: Date,
): boolean {
  const { Action, NotAction = [], Resource, NotResource = [], Condition = {} } = statement
  return (
    (Action ? matchesOne(Action, action) : !matchesOne(NotAction, action)) &&
    (Resource ? matchesOne(Resource, resource) : !matchesOne(NotResource, resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => {
        const given = [context[key] ?? []].flat()
        switch (operator) {
          case 'StringLike':
          case 'ArnLike':
            return given.some((value) => matchesOne(wanted, value))
          case 'StringEquals':
          case 'Bool':
            return given.some((value) => [wanted].flat().includes(value))
          case 'BoolIfExists':
            return given.length === 0 || given.includes(String(wanted))
          case 'ArnNotLike':
          case 'StringNotEquals':
            return !given.some((value) => matchesOne(wanted, value))
          case 'Null':
            return (given.length === 0) === (wanted === 'true')
          case 'ForAllValues:StringLike':
            return given.every((value) => matchesOne(wanted, value))
          case 'ForAllValues:StringEquals':
            return given.every((value) => [wanted].flat().includes(value))
          case 'DateLessThan':
            return key === 'aws:CurrentTime' && now < new Date(String(wanted))
          case 'DateGreaterThanEquals':
            return key === 'aws:CurrentTime' && now >= new Date(String(wanted))
          default:
            throw new Error(`The condition ${operator} is not known here`)
        }
      }),
    )
  )
}

function matchesOne(patterns: string | string[], text: string): boolean {
  return [patterns].flat().some((pattern) => {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
    return new RegExp(`^${source}$`, 'i').test(text)
  })
}

/** Returns rights by action and resource, except those that Lambda itself uses. */
export function grantsOf(statements: readonly Statement[]): { action: string; resource: string }[] {
  return statements
    .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource)
    .flatMap(({ Action = [], Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource ?? []].flat().map((resource) => ({ action, resource }))),
    )
    .filter(({ action, resource }) => !lambdasOwn.test(action) && !isOfMappings.test(resource))
}

const isOfMappings = /:LedgerWriters-DeadLetters$/
const lambdasOwn =
  /^logs:|^sqs:(ReceiveMessage|DeleteMessage|GetQueueUrl|GetQueueAttributes)$|^dynamodb:(DescribeStream|ListStreams|GetRecords|GetShardIterator)$/

export function isUsed(grant: { action: string; resource: string }, calls: AwsCall[]): boolean {
  return calls.some(
    ({ action, resource }) => action === grant.action && matchesOne(grant.resource, resource),
  )
}
