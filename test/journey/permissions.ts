import { request as callEngine } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { LocalFunction, Statement } from '../../local/app/synthesised-app.ts'
import type { Place } from '../../local/app/template.ts'
import type { EngineName } from '../../local/function-endpoints.ts'
import { type LoopbackServer, listenOnLoopback } from '../../local/loopback.ts'

/** One thing that a function asked of AWS, as IAM judges it. */
export interface AwsCall {
  functionName: string
  /** `dynamodb:GetItem` */
  action: string
  resource: string
  context: Record<string, string>
}

/** A way to an engine on which each call is noted down. */
export async function startWatchedWay(
  endpoint: string,
  engine: EngineName,
  place: Place,
  calls: AwsCall[],
): Promise<LoopbackServer & { endpoint: string }> {
  const { hostname, port } = new URL(endpoint)
  const server = await listenOnLoopback(async (request, response) => {
    const body = await buffer(request)
    const functionName = /\bapp\/(\S+)/.exec(request.headers['user-agent'] ?? '')?.[1] ?? ''
    const target =
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? ''
    const asked = { method: request.method, url: request.url, target, body: body.toString() }
    for (const call of callsOf(engine, asked, place)) {
      calls.push({ functionName, ...call })
    }
    const { method, url, headers } = request
    const call = callEngine({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    call.once('error', () => response.destroy())
    call.end(body)
  }, 0)
  return { ...server, endpoint: `http://127.0.0.1:${server.port}` }
}

type Asked = Omit<AwsCall, 'functionName'>

interface Question {
  method: string | undefined
  url: string | undefined
  target: string
  body: string
}

function callsOf(
  engine: EngineName,
  { method, url = '', target, body }: Question,
  place: Place,
): Asked[] {
  const arn = (resource: string, owner: string = engine) =>
    `arn:aws:${owner}:${place.region}:${place.accountId}:${resource}`
  switch (engine) {
    case 'dynamodb':
      return dynamodbCalls(target, JSON.parse(body), (table) => arn(`table/${table}`))
    case 'sqs': {
      const { QueueUrl } = JSON.parse(body) as { QueueUrl: string }
      // A batch needs the right of each of its messages.
      const action = `sqs:${target.replace(/Batch$/, '')}`
      return [{ action, resource: arn(QueueUrl.split('/').at(-1) ?? ''), context: {} }]
    }
    case 'secretsmanager': {
      const { SecretId } = JSON.parse(body) as { SecretId: string }
      return [{ action: `secretsmanager:${target}`, resource: SecretId, context: {} }]
    }
    case 'kms': {
      const { KeyId } = JSON.parse(body) as { KeyId: string }
      return [{ action: `kms:${target}`, resource: KeyId, context: {} }]
    }
    case 's3': {
      // Who may not list is told that what is not there is forbidden.
      const [bucket = '', ...key] = url.split('?')[0]?.slice(1).split('/') ?? []
      const object = `arn:aws:s3:::${bucket}/${key.join('/')}`
      if (method === 'PUT') return [{ action: 's3:PutObject', resource: object, context: {} }]
      return [
        { action: 's3:GetObject', resource: object, context: {} },
        { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context: {} },
      ]
    }
    case 'sns': {
      const parameters = new URLSearchParams(body)
      const resource = parameters.get('TopicArn') ?? String(parameters.get('PhoneNumber'))
      // A batch needs the right of each of its messages.
      const action = `sns:${parameters.get('Action')?.replace(/Batch$/, '')}`
      return [{ action, resource, context: {} }]
    }
    case 'ses': {
      const parameters = new URLSearchParams(body)
      // IAM looks at the address alone, without the name before it.
      const source = String(parameters.get('Source'))
      const from = /<(.+)>$/.exec(source)?.[1] ?? source
      const context = { 'ses:FromAddress': from }
      const action = `ses:${parameters.get('Action')}`
      // SES asks for both: for the sender's default set when none is named.
      const set = parameters.get('ConfigurationSetName') ?? 'of-the-account'
      return [`identity/${from}`, `configuration-set/${set}`].map((resource) => ({
        action,
        resource: arn(resource),
        context,
      }))
    }
  }
}

interface DynamodbBody {
  TableName?: string
  IndexName?: string
  TransactItems?: Record<string, { TableName: string }>[]
}

const actionsOfWrites: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
function dynamodbCalls(
  target: string,
  { TableName = '', IndexName, TransactItems }: DynamodbBody,
  arn: (table: string) => string,
): Asked[] {
  if (TransactItems) {
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, write]) => ({
        action: `dynamodb:${actionsOfWrites[kind]}`,
        resource: arn(write.TableName),
        context: {},
      })),
    )
  }
  const resource = IndexName ? `${arn(TableName)}/index/${IndexName}` : arn(TableName)
  return [{ action: `dynamodb:${target}`, resource, context: {} }]
}

/** Whether one of the statements lets it happen, and none forbids it. */
export function isAllowed(statements: readonly Statement[], call: AwsCall): boolean {
  const applying = statements.filter((statement) => applies(statement, call))
  return (
    applying.some(({ Effect }) => Effect === 'Allow') &&
    !applying.some(({ Effect }) => Effect === 'Deny')
  )
}

function applies(statement: Statement, { action, resource, context }: AwsCall): boolean {
  const { Action, Resource, NotResource, Condition = {} } = statement
  const { StringLike = {}, ...others } = Condition
  if (Object.keys(others).length > 0) throw new Error('This condition is not known here')
  return (
    matchesOne(Action, action) &&
    (Resource ? matchesOne(Resource, resource) : !matchesOne(NotResource ?? [], resource)) &&
    Object.entries(StringLike).every(([key, patterns]) => matchesOne(patterns, context[key] ?? ''))
  )
}

function matchesOne(patterns: string | string[], text: string): boolean {
  return [patterns].flat().some((pattern) => {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
    return new RegExp(`^${source}$`, 'i').test(text)
  })
}

/** Each right of a function on each resource: `dynamodb:GetItem on …`. Lambda itself uses some of them. */
export function grantsOf({ statements }: LocalFunction): { action: string; resource: string }[] {
  return statements
    .filter(({ Resource }) => Resource)
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource ?? []].flat().map((resource) => ({ action, resource }))),
    )
    .filter(({ action }) => !lambdasOwn.test(action))
}

/** To write logs, and to read the queue or the streams that it serves. */
const lambdasOwn =
  /^logs:|^sqs:(ReceiveMessage|DeleteMessage|GetQueueUrl|GetQueueAttributes)$|^dynamodb:(DescribeStream|ListStreams|GetRecords|GetShardIterator)$/

export function isUsed(grant: { action: string; resource: string }, calls: AwsCall[]): boolean {
  return calls.some(
    ({ action, resource }) => action === grant.action && matchesOne(grant.resource, resource),
  )
}
