import type { Place } from '../../local/app/template.ts'
import type { EngineName } from '../../local/function-endpoints.ts'

export interface Asked {
  action: string
  resource: string
  context: Record<string, string | string[]>
}

export type JudgedEngine =
  | EngineName
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

export function callsOf(engine: JudgedEngine, call: Call, place: Place): Asked[] {
  const { target, body } = call
  const arn = (resource: string, owner: string = engine) =>
    `arn:aws:${owner}:${place.region}:${place.accountId}:${resource}`
  switch (engine) {
    case 'dynamodb':
      return dynamodbCalls(target, JSON.parse(body), (table) => arn(`table/${table}`))
    case 'sqs': {
      const { QueueUrl, QueueName } = JSON.parse(body) as { QueueUrl?: string; QueueName?: string }
      // A batch needs the right for each of its messages.
      const action = `sqs:${target.replace(/Batch$/, '')}`
      const queue = QueueUrl?.split('/').at(-1) ?? QueueName
      return [{ action, resource: queue ? arn(queue) : '*', context: {} }]
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
      // Without s3:ListBucket, S3 answers a missing object with 403.
      const [bucket = '', ...key] = call.url.split('?')[0]?.slice(1).split('/') ?? []
      const object = `arn:aws:s3:::${bucket}/${key.join('/')}`
      if (call.method === 'PUT') {
        return [{ action: 's3:PutObject', resource: object, context: {} }]
      }
      const query = new URLSearchParams(call.url.split('?')[1])
      if (query.has('versions')) {
        return [
          { action: 's3:ListBucketVersions', resource: `arn:aws:s3:::${bucket}`, context: {} },
        ]
      }
      if (query.has('versionId')) {
        return [{ action: 's3:GetObjectVersion', resource: object, context: {} }]
      }
      return [
        { action: 's3:GetObject', resource: object, context: {} },
        { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context: {} },
      ]
    }
    case 'sns': {
      const parameters = new URLSearchParams(body)
      const resource = parameters.get('TopicArn') ?? String(parameters.get('PhoneNumber'))
      const action = `sns:${parameters.get('Action')?.replace(/Batch$/, '')}`
      return [{ action, resource, context: {} }]
    }
    case 'ses': {
      if (call.url.startsWith('/v2/')) {
        const verb =
          call.method === 'DELETE' ? 'DeleteSuppressedDestination' : 'ListSuppressedDestinations'
        return [{ action: `ses:${verb}`, resource: '*', context: {} }]
      }
      const parameters = new URLSearchParams(body)
      // IAM sees the address without its display name.
      const source = String(parameters.get('Source'))
      const from = /<(.+)>$/.exec(source)?.[1] ?? source
      const context = { 'ses:FromAddress': from }
      const action = `ses:${parameters.get('Action')}`
      // SES checks both, and the account's default set when none is named.
      const set = parameters.get('ConfigurationSetName') ?? 'of-the-account'
      return [`identity/${from}`, `configuration-set/${set}`].map((resource) => ({
        action,
        resource: arn(resource),
        context,
      }))
    }
    case 'cloudwatch':
      return [{ action: `cloudwatch:${target}`, resource: '*', context: {} }]
    case 'cloudformation': {
      const parameters = new URLSearchParams(body)
      const stack = parameters.get('StackName') ?? ''
      const resource = arn(`stack/${stack.split('/').at(1) ?? stack}/0123`)
      return [{ action: `cloudformation:${parameters.get('Action')}`, resource, context: {} }]
    }
    case 'eventbridge': {
      const { Name } = JSON.parse(body) as { Name: string }
      return [{ action: `events:${target}`, resource: arn(`rule/${Name}`, 'events'), context: {} }]
    }
    case 'lambda': {
      const [, invoked] = /\/functions\/([^/]+)\/invocations/.exec(call.url) ?? []
      if (invoked) {
        const resource = arn(`function:${decodeURIComponent(invoked)}`)
        return [{ action: 'lambda:InvokeFunction', resource, context: {} }]
      }
      if (call.url.includes('/event-source-mappings')) {
        return [{ action: 'lambda:ListEventSourceMappings', resource: '*', context: {} }]
      }
      const [, limited] = /\/functions\/([^/]+)\/concurrency/.exec(call.url) ?? []
      if (limited) {
        const resource = arn(`function:${limited}`)
        return [{ action: 'lambda:GetFunctionConcurrency', resource, context: {} }]
      }
      const [, name = ''] = /\/functions\/([^/?]+)/.exec(call.url) ?? []
      // The local run's function names lack the stack's prefix.
      const given = decodeURIComponent(name).split(':function:').at(-1) ?? ''
      const resource = arn(`function:${/^reassort-/i.test(given) ? given : `Reassort-${given}`}`)
      return [{ action: 'lambda:GetFunction', resource, context: {} }]
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
      const [, code] = /\/function\/([^/?]+)/.exec(call.url) ?? []
      if (code) {
        const resource = `arn:aws:cloudfront::${place.accountId}:function/${code}`
        return [{ action: 'cloudfront:GetFunction', resource, context: {} }]
      }
      const [, id, config = ''] = /\/distribution\/([^/?]+)(\/config)?/.exec(call.url) ?? []
      const verb =
        call.method === 'GET' ? `GetDistribution${config && 'Config'}` : 'UpdateDistribution'
      const resource = `arn:aws:cloudfront::${place.accountId}:distribution/${id}`
      return [{ action: `cloudfront:${verb}`, resource, context: {} }]
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
): Asked[] {
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
function contextOf(call: ItemCall): Asked['context'] {
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
