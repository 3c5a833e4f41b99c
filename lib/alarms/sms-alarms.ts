import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import type { Api } from '../api.ts'
import type { Receipts } from '../receipts.ts'
import type { Senders } from '../senders.ts'
import { smsNames } from '../sms-stack.ts'
import { type Alarms, is, alarmPeriod as period } from './alarms.ts'

interface Watched {
  api: Api
  senders: Senders
  receipts: Receipts
  /** What SNS may spend in a month at least; absent: left alone. */
  monthlySpendUsd: number | undefined
}

/** AWS takes days to raise a limit. */
const warnedShare = 0.8

/** What keeps an SMS from its voter. */
export function addSmsAlarms(
  alarms: Alarms,
  { api, senders, receipts, monthlySpendUsd }: Watched,
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
    says: 'SNS took SMS and did not send them: the spending limit of the month, or the highest price of an SMS, is reached.',
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
  const { requeueOverdueReissues: sweep } = senders
  alarms.alarm('StoppedSms', {
    metric: alarms.journalled('OpenBreaker', sweep, is('$.event', 'breaker.open')),
    above: 0,
    says: 'SMS are held: SNS does not send those that it takes.',
    runbook: 'the-spend-limit-is-reached',
  })
  alarms.alarm('LateSms', {
    // Not the age of the queue's oldest message: SQS leaves out those that were received three times.
    metric: alarms.journalled('OverdueSms', sweep, is('$.event', 'sms.late')),
    above: 0,
    says: 'An SMS is fifteen minutes late or more.',
    runbook: 'sms-are-late',
  })
  alarms.alarm('FailingTerritory', {
    metric: alarms.journalled('FailingTerritories', sweep, is('$.event', 'sms.failing')),
    above: 0,
    says: 'Most SMS to a territory do not arrive.',
    runbook: 'sms-do-not-arrive',
  })
  alarms.alarm('MissingReceipts', {
    metric: alarms.journalled('ReceiptsMissed', sweep, is('$.event', 'receipts.missing')),
    above: 0,
    says: 'SMS were sent, and no receipt came back.',
    runbook: 'receipts-are-lost',
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
  if (monthlySpendUsd === undefined) return
  alarms.alarm('MonthlySpend', {
    // Of the account in its region: whatever else it sends counts too.
    metric: new Metric({
      namespace: 'AWS/SNS',
      metricName: 'SMSMonthToDateSpentUSD',
      period: Duration.hours(1),
      statistic: 'Maximum',
    }),
    above: monthlySpendUsd * warnedShare,
    says: 'Four fifths of the spending limit of the month are spent. At its end, no SMS leaves.',
    runbook: 'the-spend-limit-is-reached',
  })
}
