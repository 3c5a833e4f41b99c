import { Duration } from 'aws-cdk-lib'
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { warnedShare } from '../../shared/domain/metrics.ts'
import type { WorkQueue } from '../work-queue.ts'
import { type Alarms, journalled, ofAccount, alarmPeriod as period } from './alarms.ts'

interface Watched {
  mailQueues: WorkQueue[]
  /** What SES takes in 24 hours; absent: not known. */
  mailsPerDay: number | undefined
}

const lateSeconds = 1800

/** Above, AWS reviews an account: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html */
const reviewedShare = { bounces: 0.05, complaints: 0.001 }

export function addMailAlarms(alarms: Alarms, { mailQueues, mailsPerDay }: Watched): void {
  const longest = { statistic: 'Maximum' }
  alarms.alarm('LateLinks', {
    metric: journalled(alarms, 'LinkWaitSeconds', longest),
    above: lateSeconds,
    says: 'Links to choose a password leave more than half an hour late.',
    runbook: 'e-mails-are-late',
  })
  // A message that waits is put again as a new one: its queue's own age begins anew each time.
  alarms.alarm('LateMails', {
    metric: journalled(alarms, 'MailWaitSeconds', longest),
    above: lateSeconds,
    says: 'E-mails wait for more than half an hour.',
    runbook: 'e-mails-are-late',
  })
  alarms.alarm('NoMail', {
    metric: noneWhileSomeWait(alarms, mailQueues),
    above: 0,
    says: 'For five minutes no e-mail has left, and some wait.',
    runbook: 'no-e-mail-leaves',
  })
  alarms.alarm('RefusedMails', {
    metric: journalled(alarms, 'MailsNotTaken'),
    // What a single e-mail comes to that is tried again every minute; a few beyond the rate are nothing.
    above: 3,
    says: 'SES takes no e-mails, or fewer than the service sends.',
    runbook: 'ses-takes-no-e-mails',
  })
  alarms.alarm('RefusingDomain', {
    metric: journalled(alarms, 'RefusingDomains'),
    above: 0,
    says: 'A domain refuses the e-mails of many voters, or keeps them waiting.',
    runbook: 'a-domain-refuses-e-mails',
  })
  alarms.alarm('NoLinkBudget', {
    // Each link that waits says so every quarter of an hour: the alarm stays on meanwhile.
    metric: journalled(alarms, 'LinksBeyondBudget', { period: Duration.minutes(30) }),
    above: 0,
    says: 'The day has had its links, or its repeats: further ones do not leave today.',
    runbook: 'the-days-links-are-used-up',
  })
  const everyHour = { period: Duration.hours(1) }
  alarms.alarm('Bounces', {
    metric: ofAccount('bounces', everyHour),
    above: reviewedShare.bounces,
    says: 'One e-mail in twenty is refused by its mailbox: AWS may pause the account.',
    runbook: 'ses-may-pause-the-account',
  })
  alarms.alarm('Complaints', {
    metric: ofAccount('complaints', everyHour),
    above: reviewedShare.complaints,
    says: 'One e-mail in a thousand is reported as spam: AWS may pause the account.',
    runbook: 'ses-may-pause-the-account',
  })
  if (mailsPerDay === undefined) return
  alarms.alarm('MailQuota', {
    metric: ofAccount('mails', { period: Duration.days(1) }),
    above: mailsPerDay * warnedShare,
    says: 'Four fifths of the e-mails of a day are sent.',
    runbook: 'ses-takes-no-e-mails',
  })
}

/** 1 when it is so. What SES refused waits in its queue for a minute, out of sight. */
function noneWhileSomeWait(alarms: Alarms, mailQueues: WorkQueue[]): MathExpression {
  const waiting = mailQueues.map(({ queue }) =>
    queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Minimum' }),
  )
  const refused = journalled(alarms, 'MailsNotTaken')
  const mailed = (['StopLinksMailed', 'LinksMailed', 'NewsMailed'] as const).map((name) =>
    journalled(alarms, name),
  )
  const sumOf = (letter: string, { length }: unknown[]) =>
    Array.from({ length }, (_, index) => `FILL(${letter}${index}, 0)`).join(' + ')
  const named = (letter: string, metrics: Metric[]) =>
    Object.fromEntries(metrics.map((metric, index) => [`${letter}${index}`, metric]))
  const some = [...waiting, refused]
  return new MathExpression({
    expression: `IF(${sumOf('w', some)} > 0 AND ${sumOf('m', mailed)} == 0, 1, 0)`,
    usingMetrics: { ...named('w', some), ...named('m', mailed) },
    period,
  })
}
