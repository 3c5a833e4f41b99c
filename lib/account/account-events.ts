import { Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import {
  type CfnRule,
  EventBus,
  type EventPattern,
  type IRuleTarget,
  Rule,
} from 'aws-cdk-lib/aws-events'
import { EventBus as BusTarget } from 'aws-cdk-lib/aws-events-targets'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { resources as recordAccountEvent } from '../../functions/record-account-event/resources.ts'
import {
  type AccountEventKind,
  accountEventPaths,
  accountEventTemplate,
} from '../../shared/contract/account-events.ts'
import { receiptLogGroupsOf, smsResourceNames } from '../../shared/contract/sms-resource-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { deployRolesOf } from './bootstrap.ts'
import { namePrefixesOf, rolesPath, sharedNameLength } from './policies.ts'

interface AccountEventsProps {
  context: FunctionContext
  stacks: readonly (Stack | undefined)[]
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
  SmsSettings: 'watch',
  Messaging: 'watch',
  Watch: 'watch',
  RuleChanges: 'watch',
} as const satisfies Record<string, AccountEventKind>

type RuleName = keyof typeof kindByRule
type RulePatterns = { readonly [name in RuleName]?: EventPattern }

const logActionSuffixes = [
  'DataProtectionPolicy',
  'LogGroup',
  'RetentionPolicy',
  'SubscriptionFilter',
]

/** By default, EventBridge rules ignore read-only management calls. */
const rulesMatchingReads = ['SecretReads', 'RolesTaken', 'TableCopies']

const apiCallPattern = (
  services: string | string[],
  detail: Record<string, unknown>,
): EventPattern => ({
  source: [services].flat().map((name) => `aws.${name}`),
  detailType: ['AWS API Call via CloudTrail'],
  detail,
})
/** Too frequent to report: one call for each message sent, or for each suppression that `npm run mail` deletes. */
const routineActions = ['DeleteSuppressedDestination', 'SendMediaMessage', 'SendTextMessage']
const stackStateTypes = ['CloudFormation Stack Status Change']

const callersExceptCloudFormation = [{ 'anything-but': 'cloudformation.amazonaws.com' }]

const tableEventPrefixes = ['Create', 'Delete', 'Enable', 'Export', 'Put', 'Restore', 'Update']
const copiedTableParameters = ['backupArn', 'sourceTableArn', 'sourceTableName']
const tableParameters = [...copiedTableParameters, 'resourceArn', 'tableArn', 'tableName']

export class AccountEvents extends Construct {
  readonly rules: Rule[] = []
  /** Counts events of the rule `Messaging` that EventBridge could put neither into the queue nor into its DLQ. */
  readonly lostMessagingEvents: Metric

  constructor(scope: Construct, id: string, props: AccountEventsProps) {
    super(scope, id)
    const { context } = props
    new FunctionWithRights(this, 'RecordAccountEvent', recordAccountEvent, context)
    const { queue, deadLetters } = context.queues.accountEvent
    const queueTarget = { arn: queue.queueArn, deadLetterConfig: { arn: deadLetters.queueArn } }
    for (const [name, pattern] of Object.entries(patternsOf(this, props))) {
      // CDK's `RuleTargetInput.fromObject` would remove the quotes around the template's variables.
      const message = {
        inputPathsMap: accountEventPaths,
        inputTemplate: accountEventTemplate(kindByRule[name as RuleName]),
      }
      const target = { bind: () => ({ ...queueTarget, input: { bind: () => message } }) }
      this.rules.push(newRule(this, name, pattern, target))
    }
    const { ruleName } = this.node.findChild('Messaging') as Rule
    this.lostMessagingEvents = new Metric({
      namespace: 'AWS/Events',
      metricName: 'InvocationsFailedToBeSentToDlq',
      dimensionsMap: { RuleName: ruleName },
      statistic: 'Sum',
    })
    // CDK's target would add a statement for each rule, and SQS allows ten conditions in a policy.
    const conditions = { ArnEquals: { 'aws:SourceArn': this.rules.map(({ ruleArn }) => ruleArn) } }
    const rulesPrincipal = new ServicePrincipal('events.amazonaws.com', { conditions })
    for (const target of [queue, deadLetters]) target.grantSendMessages(rulesPrincipal)
  }
}

function patternsOf(scope: Construct, props: AccountEventsProps): RulePatterns {
  const { context, stacks, teamRoleArns, encryptionKey } = props
  const stack = Stack.of(scope)
  const { stackName, region, account, partition } = stack
  const watchedStacks = [
    ...stacks.flatMap((owner) => (owner ? [{ owner, name: owner.stackName }] : [])),
    { owner: stack, name: smsResourceNames.stack },
  ]
  const stackArns = watchedStacks.map(({ owner, name }) =>
    owner.formatArn({ service: 'cloudformation', resource: `stack/${name}/` }),
  )
  const functionRoles = `arn:${partition}:iam::${account}:role${rolesPath(scope)}`
  const arnPatterns = (service: string, kind: string, names: string[]) =>
    names.flatMap((name) => [
      { prefix: name },
      { prefix: stack.formatArn({ service, resource: `${kind}${name}` }) },
    ])
  const secretNames = Object.values(context.secrets).map(({ secretName }) => secretName)
  const tableNames = `${stackNamesOf(context.election).data}-Tables`
  const tablePatterns = arnPatterns('dynamodb', 'table/', [tableNames])
  const functionPatterns = [
    ...arnPatterns('lambda', 'function:', namePrefixesOf(stackName)),
    // As a function's name, Lambda also accepts a partial ARN.
    ...namePrefixesOf(stackName).map((name) => ({ prefix: `${account}:function:${name}` })),
  ]
  const logGroupPatterns = arnPatterns('logs', 'log-group:', [receiptLogGroupsOf(stack).successes])
  return {
    SecretReads: apiCallPattern('secretsmanager', {
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
    // Not limited to our roles: another role of the account can be given rights to our secrets.
    Rights: apiCallPattern('iam', { readOnly: [false] }),
    RolesTaken: apiCallPattern('sts', {
      eventName: ['AssumeRole'],
      requestParameters: { roleArn: [...teamRoleArns, ...deployRolesOf(stack, region)] },
    }),
    StackStates: {
      source: ['aws.cloudformation'],
      detailType: stackStateTypes,
      detail: {
        'stack-id': stackArns.map((prefix) => ({ prefix })),
        'status-details': { status: [{ suffix: '_COMPLETE' }, { suffix: '_FAILED' }] },
      },
    },
    StackChanges: apiCallPattern('cloudformation', {
      readOnly: [false],
      requestParameters: {
        stackName: [
          ...watchedStacks.map(({ name }) => name),
          ...stackArns.map((prefix) => ({ prefix })),
        ],
      },
    }),
    FunctionChanges: apiCallPattern('lambda', {
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
      EncryptionKey: apiCallPattern('kms', {
        readOnly: [false],
        requestParameters: { keyId: [encryptionKey.keyArn, encryptionKey.keyId] },
      }),
    }),
    // `SecretReads` ignores our functions' roles. This rule reports functions that are created with such a role,
    // and those that get one later, unless CloudFormation makes that change.
    LentRoles: apiCallPattern('lambda', {
      requestParameters: { role: [{ prefix: functionRoles }] },
      $or: [
        { eventName: [{ prefix: 'CreateFunction' }] },
        {
          eventName: [{ prefix: 'UpdateFunctionConfiguration' }],
          sourceIPAddress: callersExceptCloudFormation,
        },
      ],
    }),
    TableCopies: apiCallPattern('dynamodb', {
      managementEvent: [true],
      eventName: tableEventPrefixes.map((prefix) => ({ prefix })),
      $or: tableParameters.map((name) => ({ requestParameters: { [name]: tablePatterns } })),
    }),
    // Not filtered by name, since requests about a distribution's functions and policies do not name the distribution.
    Firewall: apiCallPattern(['wafv2', 'cloudfront', 'route53'], {
      sourceIPAddress: callersExceptCloudFormation,
      readOnly: [false],
      eventName: [{ 'anything-but': 'CreateInvalidation' }],
    }),
    SmsSettings: apiCallPattern('logs', {
      readOnly: [false],
      eventName: logActionSuffixes.map((suffix) => ({ suffix })),
      $or: ['logGroupName', 'logGroupIdentifier'].map((name) => ({
        requestParameters: { [name]: logGroupPatterns },
      })),
    }),
    // A change could archive e-mails (SES), block a country (End User Messaging) or refuse our events (SQS).
    Messaging: apiCallPattern(['ses', 'sms-voice', 'sns', 'sqs'], {
      sourceIPAddress: callersExceptCloudFormation,
      readOnly: [false],
      managementEvent: [true],
      eventName: [{ 'anything-but': routineActions }],
    }),
    Watch: watchPattern(stackName, ['monitoring', 'events', 's3', 'cloudtrail']),
    // `Watch` cannot report that it was itself disabled.
    RuleChanges: watchPattern(stackName, ['events']),
  }
}

/** Matches changes, except CloudFormation's, to trails, event bus permissions and our alarms, buckets, roles and rules. */
function watchPattern(stackName: string, services: string[]): EventPattern {
  const prefixes = namePrefixesOf(stackName).flatMap((name) => [name, name.toLowerCase()])
  const parameterNames = ['alarmName', 'alarmNames', 'bucketName', 'name', 'roleName', 'rule']
  return apiCallPattern(services, {
    readOnly: [false],
    sourceIPAddress: callersExceptCloudFormation,
    $or: [
      { eventSource: ['cloudtrail.amazonaws.com'] },
      { eventName: ['PutPermission', 'RemovePermission'] },
      ...parameterNames.map((name) => ({
        requestParameters: { [name]: [...new Set(prefixes)].map((prefix) => ({ prefix })) },
      })),
    ],
  })
}

const globalServices = ['cloudformation', 'cloudfront', 'events', 'iam', 'route53', 'sns', 'wafv2']

/** Forwards events from us-east-1: the edge stack is there, and CloudTrail reports calls to global services there. */
export function forwardGlobalEvents(scope: Construct, region: string, stackName: string): void {
  const stack = Stack.of(scope)
  const { account, partition } = stack
  const rolePrefix = `arn:${partition}:iam::${account}:role/${stackName.slice(0, sharedNameLength)}`
  const resource = `stack/${stack.stackName}/`
  const busArn = stack.formatArn({ service: 'events', region, resource: 'event-bus/default' })
  const electionBus = EventBus.fromEventBusArn(scope, 'ElectionBus', busArn)
  const forwardedEvents = {
    Changes: apiCallPattern(globalServices, { readOnly: [false] }),
    // `Changes` cannot report that it was itself disabled.
    Watch: watchPattern(stackName, ['events', 'iam', 'monitoring']),
    // Limited to this stack: an event that two elections forward could get two ids and be recorded twice.
    StackStates: {
      ...{ source: ['aws.cloudformation'], detailType: stackStateTypes },
      detail: {
        'stack-id': [{ prefix: stack.formatArn({ service: 'cloudformation', resource }) }],
      },
    },
    RolesTaken: apiCallPattern('sts', {
      eventName: ['AssumeRole'],
      requestParameters: { roleArn: [{ prefix: rolePrefix }, ...deployRolesOf(stack, region)] },
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
