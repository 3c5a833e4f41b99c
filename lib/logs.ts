import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnQueryDefinition, type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { EventName } from '../shared/runtime/journal-event.ts'
import { resourcesOf } from './physical-names.ts'

export const logRetention = {
  functions: RetentionDays.ONE_YEAR,
  api: RetentionDays.SIX_MONTHS,
  deployment: RetentionDays.ONE_MONTH,
}

/** Logs in a group that Lambda creates never expire. */
export function addMissingLogGroups(stack: Stack): void {
  for (const resource of resourcesOf(stack)) {
    if (resource.cfnResourceType !== 'AWS::Lambda::Function') continue
    if ('loggingConfig' in resource && resource.loggingConfig) continue
    const { scope } = resource.node
    // CDK's group has the name that Lambda uses too: if Lambda creates the group first, the deployment fails.
    scope?.node.tryRemoveChild('LogGroup')
    const logGroup = new LogGroup(stack, `${scope?.node.id.replaceAll(':', '')}Logs`, {
      retention: logRetention.deployment,
      // The group is retained, because Lambda may still log after a function is deleted, and would recreate it.
      removalPolicy: RemovalPolicy.RETAIN,
    })
    resource.addPropertyOverride('LoggingConfig.LogGroup', logGroup.logGroupName)
  }
}

const queries: Record<string, [events: EventName[], commands: string]> = {
  'accepted-and-not-sent': [
    ['reissue.accepted', 'identifier.sent', 'identifier.refused'],
    'stats count(*) as steps, min(@timestamp) as since by reissueId | filter steps = 1 | sort since',
  ],
  'refusals-by-reason': [['reissue.refused'], 'stats count(*) by reason, bin(15m)'],
  'failures-by-route': [
    ['request.failed', 'message.returned', 'sweep.failed'],
    'stats count(*) by event, route, error, why',
  ],
  'links-by-hour': [
    ['link.requested', 'link.handled', 'password.set', 'password.refused'],
    'stats count(*) by event, mailing, reason, bin(1h)',
  ],
  'mails-not-taken-by-reason': [['mail.not-taken'], 'stats count(*) by why, bin(5m)'],
  'receipts-by-failure': [['receipt.recorded'], 'stats count(*) by territory, failure, bin(1h)'],
  'missed-sms-by-state': [['sms.reported-missing'], 'stats count(*) by state, bin(1h)'],
}

export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, functions: readonly { logGroup: ILogGroup }[]) {
    super(scope, id)
    const { stackName } = Stack.of(this)
    const logGroupNames = functions.map(({ logGroup }) => logGroup.logGroupName)
    for (const [name, [events, commands]] of Object.entries(queries)) {
      const eventNames = events.map((event) => `"${event}"`).join(', ')
      new CfnQueryDefinition(this, name, {
        name: `${stackName}/${name}`,
        queryString: `filter event in [${eventNames}] | ${commands}`,
        logGroupNames,
      })
    }
  }
}
