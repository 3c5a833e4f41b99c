import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { smsNames } from '../../shared/contract/sms-names.ts'
import type { MetricName } from '../../shared/domain/metrics.ts'
import { type Alarms, journalled, ofAccount, alarmPeriod as period } from './alarms.ts'

const warnedPercents = { MonthlySpendHalf: 50, MonthlySpend: 80, MonthlySpendNearEnd: 90 }

/**
 * What keeps an SMS from its voter.
 * @param monthlySpendUsd what SNS may spend in a month at least; absent: left alone
 */
export function addSmsAlarms(alarms: Alarms, monthlySpendUsd: number | undefined): void {
  alarms.alarm('DailyCap', {
    metric: journalled(alarms, 'SmsHeld'),
    above: 0,
    says: 'The daily cap is reached: SMS wait for tomorrow.',
    runbook: 'the-daily-cap-is-reached',
  })
  alarms.alarm('SpendLimit', {
    metric: journalled(alarms, 'SmsUnpaid'),
    above: 0,
    says: 'SNS took SMS and did not send them: the spending limit of the month, or the highest price of an SMS, is reached.',
    runbook: 'the-spend-limit-is-reached',
  })
  alarms.alarm('RefusingCarrier', {
    metric: journalled(alarms, 'SmsNotTaken'),
    above: 50,
    says: 'SNS takes no SMS, or fewer than the service sends.',
    runbook: 'sms-are-late',
  })
  alarms.alarm('MissedSms', {
    metric: journalled(alarms, 'SmsReportedMissing'),
    above: 50,
    says: 'Many voters say that their SMS did not arrive.',
    runbook: 'sms-do-not-arrive',
  })
  alarms.alarm('StoppedSms', {
    metric: journalled(alarms, 'OpenCircuits'),
    above: 0,
    says: 'SMS are held: SNS does not send those that it takes.',
    runbook: 'the-spend-limit-is-reached',
  })
  alarms.alarm('LateSms', {
    // Not the age of the queue's oldest message: SQS leaves out those that were received three times.
    metric: journalled(alarms, 'SmsLate'),
    above: 0,
    says: 'An SMS is fifteen minutes late or more.',
    runbook: 'sms-are-late',
  })
  alarms.alarm('FailingTerritory', {
    metric: journalled(alarms, 'FailingTerritories'),
    above: 0,
    says: 'Most SMS to a territory do not arrive.',
    runbook: 'sms-do-not-arrive',
  })
  alarms.alarm('MissingReceipts', {
    metric: journalled(alarms, 'ReceiptsMissing'),
    above: 0,
    says: 'SMS were sent, and no receipt came back.',
    runbook: 'receipts-are-lost',
  })
  alarms.alarm('UnconfirmedSms', {
    metric: journalled(alarms, 'SmsBeforeMail'),
    above: 0,
    says: 'SMS leave before the e-mail that could have stopped them.',
    runbook: 'e-mails-are-late',
  })
  // The collector is the account's: each election's team is told.
  alarms.alarm('UnreadableReceipts', {
    metric: new Metric({
      namespace: smsNames.stack,
      metricName: 'ReceiptsUnreadable' satisfies MetricName,
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
  if (monthlySpendUsd === undefined) return
  for (const [id, percent] of Object.entries(warnedPercents)) {
    alarms.alarm(id, {
      metric: monthToDateSpend(),
      above: (monthlySpendUsd * percent) / 100,
      says: `${percent} % of the spending limit of the month are spent. At its end, no SMS leaves.`,
      runbook: 'the-spend-limit-is-reached',
    })
  }
}

export function monthToDateSpend(): Metric {
  return ofAccount('spent', { period: Duration.hours(1) })
}
