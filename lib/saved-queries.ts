import { Stack } from 'aws-cdk-lib'
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { EventName } from '../shared/runtime/journal-event.ts'
import { functionsIn } from './function-with-rights.ts'

/** By the name that each has in the console, after the stack's: of which events, and what of them. */
const queries: Record<string, [events: EventName[], then: string]> = {
  'accepted-and-not-sent': [
    ['reissue.accepted', 'identifier.sent', 'identifier.refused'],
    'stats count(*) as steps, min(@timestamp) as since by reissueId | filter steps = 1 | sort since',
  ],
  'refusals-by-reason': [['reissue.refused'], 'stats count(*) by reason, bin(15m)'],
  'failures-by-route': [
    ['request.failed', 'message.returned', 'sweep.failed'],
    'stats count(*) by event, route, error, why',
  ],
  'slow-requests-by-route': [
    ['request.slow'],
    'stats count(*), pct(milliseconds, 95), max(milliseconds) by route, status',
  ],
  'links-by-hour': [
    ['link.requested', 'link.handled', 'password.set', 'password.refused'],
    'stats count(*) by event, mailing, reason, bin(1h)',
  ],
  'mails-not-taken-by-reason': [['mail.not-taken'], 'stats count(*) by why, bin(5m)'],
  'receipts-by-failure': [['receipt.recorded'], 'stats count(*) by territory, failure, bin(1h)'],
  'missed-sms-by-state': [['sms.reported-missing'], 'stats count(*) by state, bin(1h)'],
}

/** What an operator asks the journal: docs/runbook.md says when. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id)
    const stack = Stack.of(this)
    const logGroupNames = functionsIn(stack).map(({ logGroup }) => logGroup.logGroupName)
    for (const [name, [events, then]] of Object.entries(queries)) {
      const named = events.map((event) => `"${event}"`).join(', ')
      new CfnQueryDefinition(this, name, {
        name: `${stack.stackName}/${name}`,
        queryString: `filter event in [${named}] | ${then}`,
        logGroupNames,
      })
    }
  }
}
