import { Stack } from 'aws-cdk-lib'
import { type CfnRule, EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events'
import { EventBus as BusTarget, SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { resources as recordAccountEvent } from '../../functions/record-account-event/resources.ts'
import {
  type AccountEventKind,
  accountEventPaths,
  accountEventTemplate,
} from '../../shared/contract/account-events.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { rolesPath, sharedLetters } from './policies.ts'

interface AccountEventsProps {
  context: FunctionContext
  /** Of all that the election has, in whichever region. */
  stacks: readonly (Stack | undefined)[]
  /** Of the sites. */
  distributionIds: readonly string[]
  teamRoleArns: readonly string[]
  /** Of tables and keys, if it is the election's own. */
  encryptionKey: IKey | undefined
}

interface AccountRule {
  kind: AccountEventKind
  pattern: EventPattern
  /** Where EventBridge finds what it was done to, if not where all others have it. */
  target?: string
  /** What it tells of changes nothing: EventBridge hands such events on only when asked to. */
  reads?: true
}

const calls = ['AWS API Call via CloudTrail']
const stackStates = ['CloudFormation Stack Status Change']

/** Of CloudFormation, what changes a stack or lets it be changed. */
const stackChanges = [
  'CancelUpdateStack',
  'ContinueUpdateRollback',
  'CreateStack',
  'DeleteStack',
  'ExecuteChangeSet',
  'RollbackStack',
  'SetStackPolicy',
  'UpdateStack',
  'UpdateTerminationProtection',
]

/** Lambda names its calls with the version of its API behind. */
const functionChanges = [
  'AddPermission',
  'CreateEventSourceMapping',
  'DeleteEventSourceMapping',
  'DeleteFunction',
  'UpdateAlias',
  'UpdateEventSourceMapping',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
]

/** What puts a table under another key, or a copy of it where another key opens it. */
const tableCopies = [
  'CreateBackup',
  'EnableKinesisStreamingDestination',
  'ExportTableToPointInTime',
  'RestoreTableFromBackup',
  'RestoreTableToPointInTime',
  'UpdateTable',
]

/** Where these calls name it. */
const tableParameters = ['backupArn', 'sourceTableArn', 'sourceTableName', 'tableArn', 'tableName']

/**
 * What people and AWS do to the service beside its own commands, recorded as interventions: CloudTrail tells of each
 * call, if the account has a trail. EventBridge writes the messages anew, so that no other parameter of a call comes
 * to a queue.
 */
export class AccountEvents extends Construct {
  constructor(scope: Construct, id: string, props: AccountEventsProps) {
    super(scope, id)
    const { context } = props
    new FunctionWithRights(this, 'RecordAccountEvent', recordAccountEvent, context)
    for (const [name, { kind, pattern, target, reads }] of Object.entries(rulesOf(this, props))) {
      // Not by RuleTargetInput, which takes the quotes away.
      const message = {
        inputPathsMap: { ...accountEventPaths, ...(target && { named: target }) },
        inputTemplate: accountEventTemplate(kind),
      }
      const rule = new Rule(this, name, {
        eventPattern: pattern,
        targets: [
          new SqsQueue(context.queues.accountEvent.queue, { message: { bind: () => message } }),
        ],
      })
      if (!reads) continue
      const made = rule.node.defaultChild as CfnRule
      made.state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
    }
  }
}

function rulesOf(scope: Construct, props: AccountEventsProps): Record<string, AccountRule> {
  const { context, stacks, distributionIds, teamRoleArns, encryptionKey } = props
  const { stackName, account, partition } = Stack.of(scope)
  const ours = stacks.flatMap((stack) => stack ?? [])
  const stackArns = ours.map((stack) =>
    stack.formatArn({ service: 'cloudformation', resource: `stack/${stack.stackName}/` }),
  )
  const ofFunctions = `arn:${partition}:iam::${account}:role${rolesPath(scope)}`
  const eitherWay = (service: string, kind: string, names: string[]) =>
    names.flatMap((name) => [
      { prefix: name },
      { prefix: Stack.of(scope).formatArn({ service, resource: `${kind}${name}` }) },
    ])
  const secretNames = Object.values(context.secrets).map(({ secretName }) => secretName)
  const tableNames = eitherWay('dynamodb', 'table/', [`${encryptionKey?.stack.stackName}-Tables`])
  const functions = eitherWay('lambda', 'function:', [stackName.slice(0, sharedLetters)])
  const byHand = [{ 'anything-but': 'cloudformation.amazonaws.com' }]
  const called = (source: string, detail: Record<string, unknown>): EventPattern => ({
    source: [source],
    detailType: calls,
    detail,
  })
  return {
    SecretReads: {
      kind: 'secret-read',
      reads: true,
      pattern: called('aws.secretsmanager', {
        // Our functions read keys every two minutes, and that is what they are for.
        userIdentity: {
          sessionContext: {
            sessionIssuer: {
              arn: [{ exists: false }, { 'anything-but': { prefix: ofFunctions } }],
            },
          },
        },
        $or: [
          {
            eventName: [{ 'anything-but': ['DescribeSecret', 'GetResourcePolicy'] }],
            // A secret is asked for by its ARN, or its name, each with or without its end.
            requestParameters: { secretId: eitherWay('secretsmanager', 'secret:', secretNames) },
          },
          { eventName: ['BatchGetSecretValue'] },
        ],
      }),
    },
    // Of everybody in the account: who gives a right to anybody may give that of reading a key.
    Rights: {
      kind: 'rights',
      pattern: called('aws.iam', { readOnly: [false] }),
    },
    RolesTaken: {
      kind: 'rights',
      reads: true,
      pattern: called('aws.sts', {
        eventName: ['AssumeRole'],
        requestParameters: { roleArn: [...teamRoleArns] },
      }),
    },
    StackStates: {
      kind: 'deployment',
      pattern: {
        source: ['aws.cloudformation'],
        detailType: stackStates,
        detail: {
          'stack-id': stackArns.map((prefix) => ({ prefix })),
          'status-details': { status: [{ suffix: '_COMPLETE' }, { suffix: '_FAILED' }] },
        },
      },
    },
    StackChanges: {
      kind: 'deployment',
      pattern: called('aws.cloudformation', {
        eventName: stackChanges,
        requestParameters: {
          stackName: [
            ...ours.map((stack) => stack.stackName),
            ...stackArns.map((prefix) => ({ prefix })),
          ],
        },
      }),
    },
    FunctionChanges: {
      kind: 'deployment',
      pattern: called('aws.lambda', {
        sourceIPAddress: byHand,
        eventName: functionChanges.map((prefix) => ({ prefix })),
        $or: [
          { requestParameters: { functionName: functions } },
          // A mapping from a queue is changed by an id of its own.
          { responseElements: { functionArn: functions } },
        ],
      }),
    },
    ...(encryptionKey && {
      EncryptionKey: {
        kind: 'rights',
        target: '$.detail.requestParameters.keyId',
        pattern: called('aws.kms', {
          readOnly: [false],
          requestParameters: { keyId: [encryptionKey.keyArn, encryptionKey.keyId] },
        }),
      },
      // Whose code runs under a role that the key opens to. Ours are deployed often, and made once.
      LentRoles: {
        kind: 'rights',
        pattern: called('aws.lambda', {
          requestParameters: { role: [{ prefix: ofFunctions }] },
          $or: [
            { eventName: [{ prefix: 'CreateFunction' }] },
            { eventName: [{ prefix: 'UpdateFunctionConfiguration' }], sourceIPAddress: byHand },
          ],
        }),
      },
      TableCopies: {
        kind: 'rights',
        target: '$.detail.requestParameters.tableName',
        reads: true,
        pattern: called('aws.dynamodb', {
          eventName: tableCopies,
          $or: tableParameters.map((name) => ({ requestParameters: { [name]: tableNames } })),
        }),
      },
    }),
    Firewall: { kind: 'firewall', pattern: called('aws.wafv2', { readOnly: [false] }) },
    Distribution: {
      kind: 'firewall',
      pattern: called('aws.cloudfront', {
        readOnly: [false],
        requestParameters: { id: distributionIds },
      }),
    },
  }
}

/**
 * IAM, CloudFront and its firewall tell what is done to them in us-east-1 only.
 * @param region where the election's own rules are
 */
export function forwardGlobalEvents(scope: Construct, region: string): void {
  const { account, partition } = Stack.of(scope)
  const bus = EventBus.fromEventBusArn(
    scope,
    'ElectionBus',
    `arn:${partition}:events:${region}:${account}:event-bus/default`,
  )
  const told = {
    Changes: {
      source: ['aws.iam', 'aws.cloudfront', 'aws.wafv2', 'aws.cloudformation'],
      detailType: calls,
      detail: { readOnly: [false] },
    },
    StackStates: { source: ['aws.cloudformation'], detailType: stackStates },
  }
  for (const [name, eventPattern] of Object.entries(told)) {
    new Rule(scope, name, { eventPattern, targets: [new BusTarget(bus)] })
  }
}
