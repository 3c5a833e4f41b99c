import { rmSync } from 'node:fs'
import { Duration, Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { IConfigurationSet } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import type * as z from 'zod/mini'
import type { Election } from '../shared/domain/election/election.ts'
import { copySuffix } from '../shared/domain/reissue/restoration.ts'
import { type FunctionResources, type QueueName, variableOf } from '../shared/runtime/resources.ts'
import type { AnyTableName, StaffTableName, TableName } from '../shared/tables/table-definition.ts'
import {
  actionsOf,
  allow,
  keyPrefixesCondition,
  RoleWithRights,
  rolesPath,
  smsStatement,
  tableRightsOf,
  valuesCondition,
} from './account/policies.ts'
import { bundleFunction } from './bundle.ts'
import type { Ledger } from './ledger/ledger.ts'
import { logRetention } from './logs.ts'
import { metricsNamespace } from './metrics-namespace.ts'
import type { Secrets } from './secrets.ts'
import { consumedQueues, requeuesToItself, type WorkQueue } from './work-queue.ts'

export interface FunctionContext {
  election: Election
  tables: Readonly<Record<TableName, Table> & Partial<Record<StaffTableName, Table>>>
  secrets: Secrets
  ledger: Ledger
  queues: Readonly<Record<QueueName, WorkQueue>>
  configurationSet: IConfigurationSet
}

// Restoring a table also needs rights on the copy:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/backuprestore_IAM.html
const copyOperations =
  'BatchGetItem BatchWriteItem DeleteItem DeleteTable DescribeTable GetItem PutItem Query Scan UpdateItem'

interface FunctionOptions {
  functionName?: string
  timeout?: Duration
  maxConcurrency?: { readonly [name in QueueName]?: number }
  /** Reserved in addition to the concurrency of the consumed queues. */
  reservedConcurrency?: number
}

type OptionsOf<Resources extends FunctionResources> = Resources extends {
  settings: infer Settings extends z.ZodMiniObject
}
  ? [options: FunctionOptions & { settings: z.input<Settings> }]
  : [options?: FunctionOptions & { settings?: never }]

export class FunctionWithRights<
  Resources extends FunctionResources = FunctionResources,
> extends LambdaFunction {
  readonly reservedConcurrency: number

  constructor(
    scope: Construct,
    id: string,
    resources: Resources,
    context: Partial<FunctionContext>,
    ...[options = {}]: OptionsOf<Resources>
  ) {
    const logGroup = new LogGroup(scope, `${id}Logs`, { retention: logRetention.functions })
    const role = new RoleWithRights(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      path: rolesPath(scope),
    })
    logGroup.grantWrite(role)
    const eventSources = consumedQueues(resources).map(
      (name) => [name, requireResource(context.queues?.[name], name)] as const,
    )
    const [timeout] = eventSources.map(([, { consumerTimeout }]) => consumerTimeout)
    const bundle = bundleFunction(resources.folder, context.election)
    try {
      super(scope, id, {
        ...(options.functionName && { functionName: options.functionName }),
        code: Code.fromAsset(bundle),
        handler: 'index.handler',
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
        memorySize: resources.memoryMegabytes ?? 512,
        timeout: timeout ?? options.timeout ?? Duration.seconds(25),
        environment: {
          [variableOf.metricsNamespace]: metricsNamespace(scope),
          ...(options.settings as Record<string, string> | undefined),
        },
        // The function requeues waiting messages to its own queue (decision 51).
        ...(requeuesToItself(resources) && { recursiveLoop: RecursiveLoop.ALLOW }),
        logGroup,
        role,
      })
    } finally {
      rmSync(bundle, { recursive: true })
    }
    this.useTables(resources, context)
    this.useQueues(resources, context)
    this.useSecrets(resources, context)
    this.useSenders(resources, context)
    this.useLedger(resources, context)
    let reservedConcurrency = options.reservedConcurrency ?? 0
    for (const [name, queue] of eventSources) {
      const concurrency = options.maxConcurrency?.[name] ?? 2
      queue.setConsumer(this, concurrency)
      reservedConcurrency += concurrency
    }
    this.reservedConcurrency = reservedConcurrency
  }

  private useTables(resources: FunctionResources, { tables }: Partial<FunctionContext>): void {
    for (const [name, operations] of entriesOf<AnyTableName>(resources.tables)) {
      const { tableName, tableArn } = requireResource(tables?.[name], name)
      const { actions, indexes } = tableRightsOf(operations, tableArn)
      this.addEnvironment(variableOf.table(name), tableName)
      const keyPrefixes = resources.keyPrefixes?.[name]
      allow(this, actions, [tableArn], keyPrefixes ? keyPrefixesCondition(keyPrefixes) : {})
      const readPrefixes = resources.readOnlyPrefixes?.[name]
      if (readPrefixes)
        allow(this, ['dynamodb:GetItem'], [tableArn], keyPrefixesCondition(readPrefixes))
      allow(this, ['dynamodb:Query'], indexes)
    }
    for (const name of resources.restoredTables ?? []) {
      const { tableArn } = requireResource(tables?.[name], name)
      allow(this, ['dynamodb:RestoreTableToPointInTime'], [tableArn])
      const copyActions = actionsOf('dynamodb', copyOperations.split(' '))
      allow(this, copyActions, [`${tableArn}${copySuffix}*`])
    }
    for (const [name, attributes] of entriesOf<AnyTableName>(resources.updatedAttributes)) {
      const { tableArn } = requireResource(tables?.[name], name)
      const attributesCondition = valuesCondition('dynamodb:Attributes', attributes)
      allow(this, ['dynamodb:UpdateItem'], [tableArn], attributesCondition)
    }
  }

  private useQueues(resources: FunctionResources, { queues }: Partial<FunctionContext>): void {
    for (const [name, actions] of entriesOf<QueueName>(resources.queues)) {
      const { queueUrl, queueArn } = requireResource(queues?.[name], name).queue
      this.addEnvironment(variableOf.queue(name), queueUrl)
      const apiActions = actions.filter((action) => action !== 'Consume')
      allow(this, actionsOf('sqs', apiActions), [queueArn])
    }
  }

  private useSecrets(resources: FunctionResources, { secrets }: Partial<FunctionContext>): void {
    for (const name of resources.secrets ?? []) {
      const { secretArn } = requireResource(secrets?.[name], name)
      this.addEnvironment(variableOf.secret(name), secretArn)
      allow(this, ['secretsmanager:GetSecretValue'], [secretArn])
    }
    const replaceableArns = (resources.replacedSecrets ?? []).map(
      (name) => requireResource(secrets?.[name], name).secretArn,
    )
    allow(this, ['secretsmanager:PutSecretValue'], replaceableArns)
  }

  private useSenders(
    resources: FunctionResources,
    { election, configurationSet }: Partial<FunctionContext>,
  ): void {
    if (resources.sends === 'sms') this.addToRolePolicy(smsStatement())
    if (resources.sends === 'mail') {
      // SES's sandbox also checks the recipient's identity, so all identities are allowed. A condition limits the sender.
      const { from } = requireResource(election, 'election').mail
      const arnOf = (resource: string) => Stack.of(this).formatArn({ service: 'ses', resource })
      allow(this, ['ses:SendEmail'], [arnOf('identity/*')], {
        StringLike: { 'ses:FromAddress': [from, `*<${from}>`] },
      })
      // This statement has no condition: AWS does not document whether the key `ses:FromAddress` applies to configuration sets.
      const { configurationSetName } = requireResource(configurationSet, 'configuration set')
      this.addEnvironment(variableOf.configurationSet, configurationSetName)
      allow(this, ['ses:SendEmail'], [arnOf(`configuration-set/${configurationSetName}`)])
    }
  }

  private useLedger(resources: FunctionResources, { ledger }: Partial<FunctionContext>): void {
    if (resources.ledger) {
      const { bucketName, bucketArn } = requireResource(ledger, 'ledger').bucket
      this.addEnvironment(variableOf.ledger, bucketName)
      allow(this, ['s3:ListBucketVersions'], [bucketArn])
      allow(this, ['s3:GetObjectVersion'], [`${bucketArn}/*`])
      if (resources.ledger === 'append') allow(this, ['s3:PutObject'], [`${bucketArn}/*`])
    }
    if (resources.signsLedger) {
      const { keyArn } = requireResource(ledger, 'ledger').signingKey
      this.addEnvironment(variableOf.signingKey, keyArn)
      allow(this, ['kms:Sign', 'kms:GetPublicKey'], [keyArn])
    }
  }
}

export const functionsIn = (stack: Stack) =>
  stack.node.findAll().filter((construct) => construct instanceof FunctionWithRights)

function requireResource<Resource>(resource: Resource | undefined, name: string): Resource {
  if (!resource) throw new Error(`This election has no ${name}`)
  return resource
}

function entriesOf<Name extends string>(
  record: { readonly [name in Name]?: readonly string[] } = {},
): [Name, readonly string[]][] {
  return Object.entries(record) as [Name, readonly string[]][]
}
