import { Stack } from 'aws-cdk-lib'
import {
  type CfnRule,
  EventBus,
  type EventPattern,
  type IRuleTarget,
  Rule,
} from 'aws-cdk-lib/aws-events'
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
import { deployRolesOf } from './bootstrap.ts'
import { rolesPath, sharedNameLength } from './policies.ts'

interface AccountEventsProps {
  context: FunctionContext
  stacks: readonly (Stack | undefined)[]
  distributionIds: readonly string[]
  teamRoleArns: readonly string[]
  encryptionKey: IKey | undefined
}

const kindByRule = {
  SecretReads: 'secret-read',
  Rights: 'rights',
  RolesTaken: 'role',
  StackStates: 'deployment',
  StackChanges: 'deployment',
  FunctionChanges: 'deployment',
  EncryptionKey: 'rights',
  LentRoles: 'rights',
  TableCopies: 'rights',
  Firewall: 'firewall',
  Watch: 'watch',
} as const satisfies Record<string, AccountEventKind>

type RuleName = keyof typeof kindByRule
type RulePatterns = { readonly [name in RuleName]?: EventPattern }

/** EventBridge rules ignore read-only calls by default. */
const rulesMatchingReads = ['SecretReads', 'RolesTaken', 'TableCopies']

const apiCallPattern = (
  source: string | string[],
  detail: Record<string, unknown>,
): EventPattern => ({
  source: [source].flat(),
  detailType: ['AWS API Call via CloudTrail'],
  detail,
})
const wafEventSource = 'wafv2.amazonaws.com'
const stackStateTypes = ['CloudFormation Stack Status Change']

const tableCopyActions = [
  'CreateBackup',
  'EnableKinesisStreamingDestination',
  'ExportTableToPointInTime',
  'RestoreTableFromBackup',
  'RestoreTableToPointInTime',
  'UpdateTable',
]

const watchParameterNames = [
  'alarmNames',
  'alarmName',
  'name',
  'rule',
  'topicArn',
  'subscriptionArn',
]

const tableParameterNames = [
  'backupArn',
  'sourceTableArn',
  'sourceTableName',
  'tableArn',
  'tableName',
]

export class AccountEvents extends Construct {
  readonly rules: Rule[] = []

  constructor(scope: Construct, id: string, props: AccountEventsProps) {
    super(scope, id)
    const { context } = props
    new FunctionWithRights(this, 'RecordAccountEvent', recordAccountEvent, context)
    const { queue } = context.queues.accountEvent
    for (const [name, pattern] of Object.entries(patternsOf(this, props))) {
      // CDK's `RuleTargetInput` would strip the template's quotes.
      const message = {
        inputPathsMap: accountEventPaths,
        inputTemplate: accountEventTemplate(kindByRule[name as RuleName]),
      }
      const target = new SqsQueue(queue, { message: { bind: () => message } })
      this.rules.push(newRule(this, name, pattern, target))
    }
  }
}

function patternsOf(scope: Construct, props: AccountEventsProps): RulePatterns {
  const { context, stacks, distributionIds, teamRoleArns, encryptionKey } = props
  const { stackName, account, partition } = Stack.of(scope)
  const electionStacks = stacks.flatMap((stack) => stack ?? [])
  const stackArns = electionStacks.map((stack) =>
    stack.formatArn({ service: 'cloudformation', resource: `stack/${stack.stackName}/` }),
  )
  const functionRoles = `arn:${partition}:iam::${account}:role${rolesPath(scope)}`
  const arnPatterns = (service: string, kind: string, names: string[]) =>
    names.flatMap((name) => [
      { prefix: name },
      { prefix: Stack.of(scope).formatArn({ service, resource: `${kind}${name}` }) },
    ])
  const secretNames = Object.values(context.secrets).map(({ secretName }) => secretName)
  const tablePatterns = arnPatterns('dynamodb', 'table/', [
    `${encryptionKey?.stack.stackName}-Tables`,
  ])
  const namePrefix = stackName.slice(0, sharedNameLength)
  const functionPatterns = arnPatterns('lambda', 'function:', [namePrefix])
  const watchPatterns = arnPatterns('sns', '', [namePrefix])
  const callersExceptCloudFormation = [{ 'anything-but': 'cloudformation.amazonaws.com' }]
  return {
    SecretReads: apiCallPattern('aws.secretsmanager', {
      userIdentity: {
        sessionContext: {
          sessionIssuer: {
            arn: [{ exists: false }, { 'anything-but': { prefix: functionRoles } }],
          },
        },
      },
      $or: [
        {
          eventName: [{ 'anything-but': ['DescribeSecret', 'GetResourcePolicy'] }],
          requestParameters: { secretId: arnPatterns('secretsmanager', 'secret:', secretNames) },
        },
        { eventName: ['BatchGetSecretValue'] },
      ],
    }),
    // An IAM change elsewhere in the account may grant access to a key.
    Rights: apiCallPattern('aws.iam', { readOnly: [false] }),
    RolesTaken: apiCallPattern('aws.sts', {
      eventName: ['AssumeRole'],
      requestParameters: { roleArn: [...teamRoleArns, ...deployRolesOf(Stack.of(scope))] },
    }),
    StackStates: {
      source: ['aws.cloudformation'],
      detailType: stackStateTypes,
      detail: {
        'stack-id': stackArns.map((prefix) => ({ prefix })),
        'status-details': { status: [{ suffix: '_COMPLETE' }, { suffix: '_FAILED' }] },
      },
    },
    StackChanges: apiCallPattern('aws.cloudformation', {
      readOnly: [false],
      requestParameters: {
        stackName: [
          ...electionStacks.map((stack) => stack.stackName),
          ...stackArns.map((prefix) => ({ prefix })),
        ],
      },
    }),
    FunctionChanges: apiCallPattern('aws.lambda', {
      sourceIPAddress: callersExceptCloudFormation,
      readOnly: [false],
      managementEvent: [true],
      $or: [
        { requestParameters: { functionName: functionPatterns } },
        // A request may name an event source mapping only by its id. The response names the function.
        { responseElements: { functionArn: functionPatterns } },
      ],
    }),
    ...(encryptionKey && {
      EncryptionKey: apiCallPattern('aws.kms', {
        readOnly: [false],
        requestParameters: { keyId: [encryptionKey.keyArn, encryptionKey.keyId] },
      }),
      LentRoles: apiCallPattern('aws.lambda', {
        requestParameters: { role: [{ prefix: functionRoles }] },
        $or: [
          { eventName: [{ prefix: 'CreateFunction' }] },
          {
            eventName: [{ prefix: 'UpdateFunctionConfiguration' }],
            sourceIPAddress: callersExceptCloudFormation,
          },
        ],
      }),
      TableCopies: apiCallPattern('aws.dynamodb', {
        eventName: tableCopyActions,
        $or: tableParameterNames.map((name) => ({ requestParameters: { [name]: tablePatterns } })),
      }),
    }),
    Firewall: apiCallPattern(['aws.wafv2', 'aws.cloudfront'], {
      readOnly: [false],
      $or: [{ eventSource: [wafEventSource] }, { requestParameters: { id: [...distributionIds] } }],
    }),
    Watch: apiCallPattern(['aws.monitoring', 'aws.events', 'aws.sns', 'aws.cloudtrail'], {
      readOnly: [false],
      sourceIPAddress: callersExceptCloudFormation,
      $or: [
        { eventSource: ['cloudtrail.amazonaws.com'] },
        ...watchParameterNames.map((name) => ({ requestParameters: { [name]: watchPatterns } })),
      ],
    }),
  }
}

/** Forwards from us-east-1 changes of IAM, CloudFront, WAF and stacks, and the assumption of the election's roles. */
export function forwardGlobalEvents(scope: Construct, region: string, stackName: string): void {
  const { account, partition } = Stack.of(scope)
  const rolePrefix = `arn:${partition}:iam::${account}:role/${stackName.slice(0, sharedNameLength)}`
  const electionBus = EventBus.fromEventBusArn(
    scope,
    'ElectionBus',
    `arn:${partition}:events:${region}:${account}:event-bus/default`,
  )
  const forwardedEvents = {
    Changes: apiCallPattern(['aws.iam', 'aws.cloudfront', 'aws.wafv2', 'aws.cloudformation'], {
      readOnly: [false],
    }),
    StackStates: { source: ['aws.cloudformation'], detailType: stackStateTypes },
    RolesTaken: apiCallPattern('aws.sts', {
      eventName: ['AssumeRole'],
      requestParameters: { roleArn: [{ prefix: rolePrefix }] },
    }),
  }
  for (const [name, eventPattern] of Object.entries(forwardedEvents)) {
    newRule(scope, name, eventPattern, new BusTarget(electionBus))
  }
}

function newRule(scope: Construct, name: string, eventPattern: EventPattern, target: IRuleTarget) {
  const rule = new Rule(scope, name, { eventPattern, targets: [target] })
  const cfnRule = rule.node.defaultChild as CfnRule
  if (rulesMatchingReads.includes(name))
    cfnRule.state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
  return rule
}
