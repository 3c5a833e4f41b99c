import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { smsNames } from '../../shared/contract/sms-names.ts'
import type { MetricName } from '../../shared/domain/metrics.ts'
import { type AlarmTable, joined, journalled, ofAccount, alarmPeriod as period } from './alarms.ts'

/** @param monthlySpendUsd absent: the election does not raise SNS's limit */
export function smsAlarms(scope: Construct, monthlySpendUsd: number | undefined): AlarmTable {
  const counted = (name: MetricName) => journalled(scope, name)
  const spent = (share: number) =>
    monthlySpendUsd !== undefined && {
      metric: monthToDateSpend(),
      above: monthlySpendUsd * share,
      runbook: 'the-spend-limit-is-reached',
    }
  const [half, most] = [spent(0.5), spent(0.8)]
  const ofCollector = { period, statistic: 'Sum' }
  return {
    DailyCap: { metric: counted('SmsHeld'), runbook: 'the-daily-cap-is-reached' },
    StoppedSms: {
      metric: joined('SUM', [counted('SmsUnpaid'), counted('OpenCircuits')]),
      runbook: 'the-spend-limit-is-reached',
    },
    RefusingCarrier: { metric: counted('SmsNotTaken'), above: 50, runbook: 'sms-are-late' },
    MissedSms: { metric: counted('SmsReportedMissing'), above: 50, runbook: 'sms-do-not-arrive' },
    // Not the age of the queue's oldest message: SQS leaves out those that were received three times.
    LateSms: { metric: counted('SmsLate'), runbook: 'sms-are-late' },
    FailingTerritory: { metric: counted('FailingTerritories'), runbook: 'sms-do-not-arrive' },
    MissingReceipts: { metric: counted('ReceiptsMissing'), runbook: 'receipts-are-lost' },
    UnconfirmedSms: { metric: counted('SmsBeforeMail'), runbook: 'e-mails-are-late' },
    LostReceipts: {
      metric: joined('SUM', [
        new Metric({
          namespace: smsNames.stack,
          metricName: 'ReceiptsUnreadable' satisfies MetricName,
          ...ofCollector,
        }),
        new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'Errors',
          dimensionsMap: { FunctionName: smsNames.collector },
          ...ofCollector,
        }),
      ]),
      runbook: 'receipts-are-lost',
    },
    ...(half && { MonthlySpendHalf: half }),
    ...(most && { MonthlySpend: most }),
  }
}

export function monthToDateSpend(): Metric {
  return ofAccount('spent', { period: Duration.hours(1) })
}
