import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { smsNames } from '../../shared/contract/sms-names.ts'
import type { MetricName } from '../../shared/domain/metric-names.ts'
import {
  type AlarmTable,
  accountMetric,
  combinedMetric,
  loggedMetric,
  alarmPeriod as period,
} from './alarms.ts'

export function smsAlarms(scope: Construct, monthlySpendUsd: number | undefined): AlarmTable {
  const metricOf = (name: MetricName) => loggedMetric(scope, name)
  const spendAlarm = (share: number) =>
    monthlySpendUsd !== undefined && {
      metric: monthToDateSpend(),
      above: monthlySpendUsd * share,
    }
  const [halfBudget, mostBudget] = [spendAlarm(0.5), spendAlarm(0.8)]
  const sum = { period, statistic: 'Sum' }
  return {
    DailyCap: { metric: metricOf('SmsHeld') },
    StoppedSms: {
      metric: combinedMetric('SUM', [metricOf('SmsUnpaid'), metricOf('OpenCircuits')]),
    },
    RefusingCarrier: { metric: metricOf('SmsNotTaken'), above: 50 },
    MissedSms: { metric: metricOf('SmsReportedMissing'), above: 50 },
    // Not the oldest message's age: SQS leaves out messages that were received three times.
    LateSms: { metric: metricOf('SmsLate') },
    FailingTerritory: { metric: metricOf('FailingTerritories') },
    MissingReceipts: { metric: metricOf('ReceiptsMissing') },
    UnconfirmedSms: { metric: metricOf('SmsBeforeMail') },
    LostReceipts: {
      metric: combinedMetric('SUM', [
        new Metric({
          namespace: smsNames.stack,
          metricName: 'ReceiptsUnreadable' satisfies MetricName,
          ...sum,
        }),
        new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'Errors',
          dimensionsMap: { FunctionName: smsNames.collector },
          ...sum,
        }),
      ]),
    },
    ...(halfBudget && { MonthlySpendHalf: halfBudget }),
    ...(mostBudget && { MonthlySpend: mostBudget }),
  }
}

export function monthToDateSpend(): Metric {
  return accountMetric('monthlySpend', { period: Duration.hours(1) })
}
