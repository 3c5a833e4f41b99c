import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { smsNames } from '../../shared/contract/sms-names.ts'
import type { MetricName } from '../../shared/domain/metric-names.ts'
import { type AlarmTable, joined, journalled, ofAccount, alarmPeriod as period } from './alarms.ts'

export function smsAlarms(scope: Construct, monthlySpendUsd: number | undefined): AlarmTable {
  const counted = (name: MetricName) => journalled(scope, name)
  const spent = (share: number) =>
    monthlySpendUsd !== undefined && {
      metric: monthToDateSpend(),
      above: monthlySpendUsd * share,
    }
  const [half, most] = [spent(0.5), spent(0.8)]
  const ofCollector = { period, statistic: 'Sum' }
  return {
    DailyCap: { metric: counted('SmsHeld') },
    StoppedSms: {
      metric: joined('SUM', [counted('SmsUnpaid'), counted('OpenCircuits')]),
    },
    RefusingCarrier: { metric: counted('SmsNotTaken'), above: 50 },
    MissedSms: { metric: counted('SmsReportedMissing'), above: 50 },
    // Not the oldest message's age: SQS leaves out messages that were received three times.
    LateSms: { metric: counted('SmsLate') },
    FailingTerritory: { metric: counted('FailingTerritories') },
    MissingReceipts: { metric: counted('ReceiptsMissing') },
    UnconfirmedSms: { metric: counted('SmsBeforeMail') },
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
    },
    ...(half && { MonthlySpendHalf: half }),
    ...(most && { MonthlySpend: most }),
  }
}

export function monthToDateSpend(): Metric {
  return ofAccount('spent', { period: Duration.hours(1) })
}
