import { Duration } from 'aws-cdk-lib'
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import type { Api } from '../api.ts'
import type { Receipts } from '../receipts.ts'
import type { Senders } from '../senders.ts'
import type { WorkQueue } from '../work-queue.ts'
import { type Alarms, alarmPeriod as period } from './alarms.ts'
import { addConsumerAlarms } from './consumer-alarms.ts'
import { addMailAlarms } from './mail-alarms.ts'
import { addSmsAlarms } from './sms-alarms.ts'

export interface Watched {
  /** Every queue, whose DLQ is to stay empty. */
  queues: WorkQueue[]
  smsQueue: WorkQueue
  api: Api
  senders: Senders
  receipts: Receipts
  monthlySpendUsd: number | undefined
}

/** @returns the alarm that is on while the API fails */
export function addTeamAlarms(alarms: Alarms, watched: Watched): Alarm {
  const { api, queues, senders } = watched
  const failingApi = alarms.alarm('FailingApi', {
    // A minute, because a new version is taken back when it goes off.
    metric: api.failures(Duration.minutes(1)),
    above: 5,
    says: 'The API answers with failures.',
    runbook: 'the-api-fails',
  })

  for (const { node, deadLetters } of queues) {
    alarms.alarm(`${node.id}DeadLetters`, {
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        period,
        statistic: 'Maximum',
      }),
      above: 0,
      says: `Messages of the queue ${node.id} failed ten times.`,
      runbook: 'messages-in-a-dlq',
    })
  }
  alarms.alarm('Sweep', {
    metric: senders.requeueOverdueReissues.metricErrors({ period, statistic: 'Sum' }),
    above: 0,
    says: 'The sweep that forgets no request fails.',
    runbook: 'the-sweep-fails',
  })
  addSmsAlarms(alarms, watched)
  addMailAlarms(alarms, watched)
  addConsumerAlarms(alarms, watched)
  return failingApi
}
