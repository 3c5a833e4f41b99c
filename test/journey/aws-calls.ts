import type { LocalAccount } from '../../local/app/template.ts'
import type { EmulatorName } from '../../local/function-endpoints.ts'

export interface RequiredRight {
  action: string
  resource: string
  context: Record<string, string | string[]>
}

export type JudgedEngine =
  | EmulatorName
  | 'cloudformation'
  | 'lambda'
  /** The team's function is the only one with a URL. */
  | 'functionUrl'

interface Call {
  method: string
  url: string
  target: string
  body: string
}

export function callsOf(engine: JudgedEngine, call: Call, place: LocalAccount): RequiredRight[] {
  const { method, target, body } = call
  const [path = '', search] = call.url.split('?')
  const arn = (resource: string, owner: string = engine) =>
    `arn:aws:${owner}:${place.region}:${place.accountId}:${resource}`
  const asked = (
    name: string,
    resource: string,
    context: RequiredRight['context'] = {},
  ): RequiredRight => {
    return { action: `${engine}:${name}`, resource, context }
  }
  const json = () => JSON.parse(body) as Record<string, string | undefined>
  const parameters = new URLSearchParams(body)
  const named = String(parameters.get('Action'))
  switch (engine) {
    case 'dynamodb':
      return dynamodbCalls(target, JSON.parse(body), (table) => arn(`table/${table}`))
    case 'sqs': {
      const { QueueUrl, QueueName } = json()
      const queue = QueueUrl?.split('/').at(-1) ?? QueueName
      // A batch needs the right for each of its messages.
      return [asked(target.replace(/Batch$/, ''), queue ? arn(queue) : '*')]
    }
    case 'secretsmanager':
      return [asked(target, String(json().SecretId))]
    case 'kms':
      return [asked(target, String(json().KeyId))]
    case 's3': {
      const [name, ...key] = path.slice(1).split('/')
      const bucket = `arn:aws:s3:::${name}`
      const object = `${bucket}/${key.join('/')}`
      const query = new URLSearchParams(search)
      if (method === 'PUT') return [asked('PutObject', object)]
      if (query.has('versions')) return [asked('ListBucketVersions', bucket)]
      if (query.has('versionId')) return [asked('GetObjectVersion', object)]
      // Without s3:ListBucket, S3 answers a missing object with 403.
      return [asked('GetObject', object), asked('ListBucket', bucket)]
    }
    case 'sns': {
      const topic = parameters.get('TopicArn')
      if (topic) return [asked(named.replace(/Batch$/, ''), topic)]
      // SNS hands an SMS over to End User Messaging with the caller's rights.
      const sending = { action: 'sms-voice:SendTextMessage', resource: '*', context: {} }
      return [asked(named, String(parameters.get('PhoneNumber'))), sending]
    }
    case 'ses': {
      if (path.startsWith('/v2/')) {
        const isRemoval = method === 'DELETE'
        return [
          asked(isRemoval ? 'DeleteSuppressedDestination' : 'ListSuppressedDestinations', '*'),
        ]
      }
      // IAM sees the address without its display name.
      const source = String(parameters.get('Source'))
      const from = /<(.+)>$/.exec(source)?.[1] ?? source
      // SES checks both, and the account's default set when none is named.
      const set = parameters.get('ConfigurationSetName') ?? 'of-the-account'
      return [`identity/${from}`, `configuration-set/${set}`].map((resource) =>
        asked(named, arn(resource), { 'ses:FromAddress': from }),
      )
    }
    case 'cloudwatch':
      return [asked(target, '*')]
    case 'cloudformation': {
      const stack = parameters.get('StackName') ?? ''
      return [asked(named, arn(`stack/${stack.split('/').at(1) ?? stack}/0123`))]
    }
    case 'eventbridge': {
      const resource = arn(`rule/${json().Name}`, 'events')
      return [{ action: `events:${target}`, resource, context: {} }]
    }
    case 'lambda': {
      if (path.includes('/event-source-mappings')) return [asked('ListEventSourceMappings', '*')]
      const [, encoded = '', of] = /\/functions\/([^/]+)(?:\/(\w+))?/.exec(path) ?? []
      const name = decodeURIComponent(encoded)
      if (of === 'invocations') return [asked('InvokeFunction', arn(`function:${name}`))]
      if (of === 'concurrency') return [asked('GetFunctionConcurrency', arn(`function:${name}`))]
      // The local run's function names lack the stack's prefix.
      const given = name.split(':function:').at(-1) ?? ''
      const full = /^reassort-/i.test(given) ? given : `Reassort-${given}`
      return [asked('GetFunction', arn(`function:${full}`))]
    }
    case 'functionUrl': {
      // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html asks for both.
      const resource = arn('function:TeamFunction-ComputeForTeam', 'lambda')
      return [
        {
          action: 'lambda:InvokeFunctionUrl',
          resource,
          context: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' },
        },
        {
          action: 'lambda:InvokeFunction',
          resource,
          context: { 'lambda:InvokedViaFunctionUrl': 'true' },
        },
      ]
    }
    case 'cloudfront': {
      const owned = (resource: string) => `arn:aws:cloudfront::${place.accountId}:${resource}`
      const [, code] = /\/function\/([^/]+)/.exec(path) ?? []
      if (code) return [asked('GetFunction', owned(`function/${code}`))]
      const [, id, config = ''] = /\/distribution\/([^/]+)(\/config)?/.exec(path) ?? []
      const verb = method === 'GET' ? `GetDistribution${config && 'Config'}` : 'UpdateDistribution'
      return [asked(verb, owned(`distribution/${id}`))]
    }
  }
}

interface ItemCall {
  TableName?: string
  Key?: Record<string, object>
  Item?: Record<string, object>
  KeyConditionExpression?: string
  UpdateExpression?: string
  ConditionExpression?: string
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Record<string, object>
}

interface DynamodbBody extends ItemCall {
  IndexName?: string
  TransactItems?: Record<string, ItemCall>[]
  RequestItems?: Record<string, object>
  SourceTableName?: string
  TargetTableName?: string
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/backuprestore_IAM.html */
const ofCopies = [
  ...['PutItem', 'UpdateItem', 'DeleteItem', 'GetItem', 'Query', 'Scan', 'BatchWriteItem'],
]

const actionsOfWrites: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
function dynamodbCalls(
  target: string,
  body: DynamodbBody,
  arn: (table: string) => string,
): RequiredRight[] {
  const { TableName = '', IndexName, TransactItems, RequestItems } = body
  if (TransactItems) {
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, write]) => ({
        action: `dynamodb:${actionsOfWrites[kind]}`,
        resource: arn(write.TableName ?? ''),
        context: contextOf(write),
      })),
    )
  }
  if (target === 'RestoreTableToPointInTime') {
    const { SourceTableName = '', TargetTableName = '' } = body
    return [
      { action: `dynamodb:${target}`, resource: arn(SourceTableName), context: {} },
      ...ofCopies.map((name) => {
        return { action: `dynamodb:${name}`, resource: arn(TargetTableName), context: {} }
      }),
    ]
  }
  const tables = RequestItems ? Object.keys(RequestItems) : [TableName]
  return tables.map((table) => ({
    action: `dynamodb:${target}`,
    resource: IndexName ? `${arn(table)}/index/${IndexName}` : arn(table),
    context: contextOf(body),
  }))
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
function contextOf(call: ItemCall): RequiredRight['context'] {
  const { Key = {}, Item = {}, ExpressionAttributeNames = {} } = call
  const { ExpressionAttributeValues = {}, KeyConditionExpression } = call
  const expressions = `${call.UpdateExpression ?? ''} ${call.ConditionExpression ?? ''}`
  // Of a path such as mailFailure.#final, IAM sees the top-level attribute.
  const words = expressions.match(/(?<![\w:.#])[#a-zA-Z]\w*(?!\w*\()/g) ?? []
  const named = words
    .filter((word) => !keywords.includes(word))
    .map((word) => ExpressionAttributeNames[word] ?? word)
  const keyed = KeyConditionExpression
    ? Object.values(ExpressionAttributeValues)
    : Object.values(Key)
  // dynamodb:LeadingKeys is the partition key, which a whole item has among its attributes.
  const partition = Item.approvalKey ?? keyed[0]
  const [leading] = Object.values(partition ?? {}) as string[]
  return {
    'dynamodb:Attributes': [...new Set([...Object.keys(Key), ...Object.keys(Item), ...named])],
    ...(leading !== undefined && { 'dynamodb:LeadingKeys': [leading] }),
  }
}

const keywords = ['SET', 'REMOVE', 'ADD', 'DELETE', 'AND', 'OR', 'NOT', 'IN', 'BETWEEN']
