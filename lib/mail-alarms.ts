import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { type Alarms, is } from './alarms.ts'
import type { Senders } from './senders.ts'

/** What keeps an e-mail from its voter. */
export function addMailAlarms(alarms: Alarms, { senders }: { senders: Senders }): void {
  alarms.alarm('LateLinks', {
    metric: alarms.journalled(
      'LateLinkMails',
      senders.mailPasswordLink,
      FilterPattern.all(
        FilterPattern.any(is('$.mailing', 'mailed'), is('$.mailing', 'no-turn')),
        FilterPattern.numberValue('$.waitedSeconds', '>', 1800),
      ),
    ),
    above: 0,
    says: 'Links to choose a password leave more than half an hour late.',
    runbook: 'e-mails-are-late',
  })
}
