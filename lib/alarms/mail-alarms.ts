import { Duration } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { WorkQueue } from '../work-queue.ts'
import {
  type AlarmTable,
  joined,
  journalled,
  ofAccount,
  alarmPeriod as period,
  warnedShare,
} from './alarms.ts'

/** AWS reviews an account beyond these: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html */
const reviewedShare = { bounces: 0.05, complaints: 0.001 }

export function mailAlarms(
  scope: Construct,
  mailQueues: WorkQueue[],
  mailsPerDay: number | undefined,
): AlarmTable {
  const longest = { statistic: 'Maximum' }
  const everyHour = { period: Duration.hours(1) }
  return {
    LateMails: {
      // Not the queue's age: a waiting message is requeued as a new one.
      metric: joined('MAX', [
        journalled(scope, 'LinkWaitSeconds', longest),
        journalled(scope, 'MailWaitSeconds', longest),
      ]),
      above: 1800,
    },
    NoMail: { metric: noneWhileSomeWait(scope, mailQueues) },
    RefusedMails: {
      metric: journalled(scope, 'MailsNotTaken'),
      // One e-mail that is retried every minute reaches this.
      above: 3,
    },
    RefusingDomain: {
      metric: journalled(scope, 'RefusingDomains'),
    },
    NoLinkBudget: {
      // Each waiting link counts every 15 minutes, so the alarm stays on meanwhile.
      metric: journalled(scope, 'LinksBeyondBudget', { period: Duration.minutes(30) }),
    },
    Bounces: {
      metric: ofAccount('bounces', everyHour),
      above: reviewedShare.bounces,
    },
    Complaints: {
      metric: ofAccount('complaints', everyHour),
      above: reviewedShare.complaints,
    },
    ...(mailsPerDay !== undefined && {
      MailQuota: {
        metric: ofAccount('mails', { period: Duration.days(1) }),
        above: mailsPerDay * warnedShare,
      },
    }),
  }
}

/** 1 if e-mails wait and none leaves. An e-mail that SES refused is invisible in its queue for a minute. */
function noneWhileSomeWait(scope: Construct, mailQueues: WorkQueue[]): MathExpression {
  const visible = { period, statistic: 'Minimum' }
  const waiting = mailQueues.map(({ queue }) =>
    queue.metricApproximateNumberOfMessagesVisible(visible),
  )
  const mailed = ['StopLinksMailed', 'LinksMailed', 'NewsMailed'] as const
  return new MathExpression({
    expression: 'IF(waiting > 0 AND mailed == 0, 1, 0)',
    usingMetrics: {
      waiting: joined('SUM', [...waiting, journalled(scope, 'MailsNotTaken')], { id: 'w' }),
      mailed: joined(
        'SUM',
        mailed.map((name) => journalled(scope, name)),
      ),
    },
    period,
  })
}
