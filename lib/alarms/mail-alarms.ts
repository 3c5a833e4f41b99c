import { Duration } from 'aws-cdk-lib'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import type { Senders } from '../senders.ts'
import { type Alarms, is } from './alarms.ts'

const lateSeconds = 1800

/** What keeps an e-mail from its voter. */
export function addMailAlarms(alarms: Alarms, { senders }: { senders: Senders }): void {
  const { confirmByEmail, mailPasswordLink, tellByEmail } = senders
  alarms.alarm('LateLinks', {
    metric: alarms.journalled(
      'LateLinkMails',
      mailPasswordLink,
      FilterPattern.all(
        FilterPattern.any(is('$.mailing', 'mailed'), is('$.mailing', 'no-turn')),
        FilterPattern.numberValue('$.waitedSeconds', '>', lateSeconds),
      ),
    ),
    above: 0,
    says: 'Links to choose a password leave more than half an hour late.',
    runbook: 'e-mails-are-late',
  })
  // A message that waits is put again as a new one: its queue's own age begins anew each time.
  alarms.alarm('LateMails', {
    metric: alarms.journalled(
      'LateMails',
      [confirmByEmail, tellByEmail],
      FilterPattern.all(
        is('$.event', 'mail.waits'),
        FilterPattern.numberValue('$.waitedSeconds', '>', lateSeconds),
      ),
    ),
    above: 0,
    says: 'E-mails that can stop a request, or tell of one, are more than half an hour late.',
    runbook: 'e-mails-are-late',
  })
  alarms.alarm('RefusedMails', {
    metric: alarms.journalled(
      'MailsNotTaken',
      [confirmByEmail, mailPasswordLink, tellByEmail],
      is('$.event', 'mail.not-taken'),
    ),
    // What a single e-mail comes to that is tried again every minute; a few beyond the rate are nothing.
    above: 3,
    says: 'SES takes no e-mails, or fewer than the service sends.',
    runbook: 'ses-takes-no-e-mails',
  })
  alarms.alarm('NoLinkBudget', {
    metric: alarms
      .journalled(
        'LinksBeyondBudget',
        mailPasswordLink,
        FilterPattern.any(is('$.mailing', 'no-budget'), is('$.mailing', 'no-more-today')),
      )
      // Each link that waits says so every quarter of an hour: the alarm stays on meanwhile.
      .with({ period: Duration.minutes(30) }),
    above: 0,
    says: 'The day has had its links, or its repeats: further ones do not leave today.',
    runbook: 'the-days-links-are-used-up',
  })
}
