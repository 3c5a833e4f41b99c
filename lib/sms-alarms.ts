import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { type Alarms, is, alarmPeriod as period } from './alarms.ts'
import type { Api } from './api.ts'
import type { Receipts } from './receipts.ts'
import type { Senders } from './senders.ts'
import { smsNames } from './sms-stack.ts'
import type { WorkQueue } from './work-queue.ts'

interface Watched {
  api: Api
  senders: Senders
  receipts: Receipts
  smsQueue: WorkQueue
  smsDelay: Duration
}

/** What keeps an SMS from its voter. */
export function addSmsAlarms(
  alarms: Alarms,
  { api, senders, receipts, smsQueue, smsDelay }: Watched,
): void {
  alarms.alarm('DailyCap', {
    metric: alarms.journalled('HeldSms', senders.sendIdentifier, is('$.event', 'sms.held')),
    above: 0,
    says: 'The daily cap is reached: SMS wait for tomorrow.',
    runbook: 'the-daily-cap-is-reached',
  })
  alarms.alarm('SpendLimit', {
    metric: alarms.journalled(
      'UnpaidSms',
      receipts.recordReceipt,
      FilterPattern.all(is('$.event', 'receipt.recorded'), is('$.failure', 'service-limit')),
    ),
    above: 0,
    says: 'SMS are not sent: the spending limit of the month, or the highest price of an SMS, is reached.',
    runbook: 'the-spend-limit-is-reached',
  })
  alarms.alarm('RefusingCarrier', {
    metric: alarms.journalled(
      'NotTakenSms',
      senders.sendIdentifier,
      is('$.event', 'sms.not-taken'),
    ),
    above: 50,
    says: 'SNS takes no SMS, or fewer than the service sends.',
    runbook: 'sms-are-late',
  })
  alarms.alarm('MissedSms', {
    metric: alarms.journalled(
      'SmsReportedMissing',
      api.reportMissingSms,
      is('$.event', 'sms.reported-missing'),
    ),
    above: 50,
    says: 'Many voters say that their SMS did not arrive.',
    runbook: 'sms-do-not-arrive',
  })
  alarms.alarm('LateSms', {
    metric: smsQueue.queue.metricApproximateAgeOfOldestMessage({
      period,
      statistic: 'Maximum',
    }),
    above: smsDelay.plus(Duration.minutes(15)).toSeconds(),
    says: 'An SMS is fifteen minutes late or more.',
    runbook: 'sms-are-late',
  })
  alarms.alarm('UnconfirmedSms', {
    metric: alarms.journalled(
      'SmsBeforeItsMail',
      senders.sendIdentifier,
      is('$.event', 'sms.before-its-mail'),
    ),
    above: 0,
    says: 'SMS leave before the e-mail that could have stopped them.',
    runbook: 'e-mails-are-late',
  })
  // The collector is the account's: each election's team is told.
  alarms.alarm('UnreadableReceipts', {
    metric: new Metric({
      namespace: smsNames.stack,
      metricName: smsNames.unreadableMetric,
      period,
      statistic: 'Sum',
    }),
    above: 0,
    says: 'Receipts of SMS could not be read: SNS may write them in another form.',
    runbook: 'receipts-are-lost',
  })
  alarms.alarm('LostReceipts', {
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: smsNames.collector },
      period,
      statistic: 'Sum',
    }),
    above: 0,
    says: 'Receipts of SMS were not collected.',
    runbook: 'receipts-are-lost',
  })
}
