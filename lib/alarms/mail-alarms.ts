import { Duration } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { WorkQueue } from '../work-queue.ts'
import {
  type AlarmTable,
  accountMetric,
  combinedMetric,
  loggedMetric,
  alarmPeriod as period,
  warningShare,
} from './alarms.ts'

/** AWS reviews an account beyond these: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html */
const reviewThreshold = { bounces: 0.05, complaints: 0.001 }

export function mailAlarms(
  scope: Construct,
  mailQueues: WorkQueue[],
  mailsPerDay: number | undefined,
): AlarmTable {
  const maximum = { statistic: 'Maximum' }
  const hourly = { period: Duration.hours(1) }
  return {
    LateMails: {
      // Not the queue's age: a waiting message is requeued as a new one.
      metric: combinedMetric('MAX', [
        loggedMetric(scope, 'LinkWaitSeconds', maximum),
        loggedMetric(scope, 'MailWaitSeconds', maximum),
      ]),
      above: 1800,
    },
    NoMail: { metric: stalledMail(scope, mailQueues) },
    RefusedMails: {
      metric: loggedMetric(scope, 'MailsNotTaken'),
      // One e-mail that is retried every minute reaches this.
      above: 3,
    },
    RefusingDomain: {
      metric: loggedMetric(scope, 'RefusingDomains'),
    },
    NoLinkBudget: {
      // Each waiting link counts every 15 minutes, so the alarm stays on meanwhile.
      metric: loggedMetric(scope, 'LinksBeyondBudget', { period: Duration.minutes(30) }),
    },
    Bounces: {
      metric: accountMetric('bounces', hourly),
      above: reviewThreshold.bounces,
    },
    Complaints: {
      metric: accountMetric('complaints', hourly),
      above: reviewThreshold.complaints,
    },
    ...(mailsPerDay !== undefined && {
      MailQuota: {
        metric: accountMetric('mails', { period: Duration.days(1) }),
        above: mailsPerDay * warningShare,
      },
    }),
  }
}

/** 1 if e-mails wait and none leaves. An e-mail that SES refused is invisible in its queue for a minute. */
function stalledMail(scope: Construct, mailQueues: WorkQueue[]): MathExpression {
  const visible = { period, statistic: 'Minimum' }
  const waitingMetrics = mailQueues.map(({ queue }) =>
    queue.metricApproximateNumberOfMessagesVisible(visible),
  )
  const mailedMetrics = ['StopLinksMailed', 'LinksMailed', 'NewsMailed'] as const
  return new MathExpression({
    expression: 'IF(waiting > 0 AND mailed == 0, 1, 0)',
    usingMetrics: {
      waiting: combinedMetric('SUM', [...waitingMetrics, loggedMetric(scope, 'MailsNotTaken')], {
        id: 'w',
      }),
      mailed: combinedMetric(
        'SUM',
        mailedMetrics.map((name) => loggedMetric(scope, name)),
      ),
    },
    period,
  })
}
