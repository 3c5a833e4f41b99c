import { Duration } from 'aws-cdk-lib'
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import type { Election } from '../../shared/domain/election/election.ts'
import type { QueueName } from '../../shared/runtime/resources.ts'
import type { Api } from '../api.ts'
import type { LedgerWriters } from '../ledger/ledger-writers.ts'
import type { Senders } from '../senders.ts'
import type { Tables } from '../tables.ts'
import type { WorkQueue } from '../work-queue.ts'
import { type Alarms, alarmPeriod as period } from './alarms.ts'
import { addCapacityAlarms } from './capacity-alarms.ts'
import { addConsumerAlarms } from './consumer-alarms.ts'
import { addMailAlarms } from './mail-alarms.ts'
import { addSmsAlarms } from './sms-alarms.ts'

interface Watched {
  /** The DLQ of each is to stay empty. */
  queues: Readonly<Record<QueueName, WorkQueue>>
  api: Api
  /** Of the staff's site, if there is one. */
  staffApi: Pick<Api, 'failures'> | undefined
  senders: Senders
  ledgerWriters: LedgerWriters
  tables: Tables
  election: Election
}

/** @returns the alarm that is on while the API fails */
export function addTeamAlarms(alarms: Alarms, watched: Watched): Alarm {
  const { api, staffApi, senders, ledgerWriters, tables, election } = watched
  const queues = Object.values(watched.queues)
  const failingApi = alarms.alarm('FailingApi', {
    // A minute, because a new version is taken back when it goes off.
    metric: api.failures(Duration.minutes(1)),
    above: 5,
    says: 'The API answers with failures.',
    runbook: 'the-api-fails',
  })

  if (staffApi) {
    alarms.alarm('FailingStaffApi', {
      metric: staffApi.failures(period),
      above: 5,
      says: "The API of the staff's site answers with failures.",
      runbook: 'the-api-fails',
    })
  }
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
  const { sms, mail, link, news } = watched.queues
  addSmsAlarms(alarms, election.smsMonthlySpendUsd)
  addMailAlarms(alarms, { mailQueues: [mail, link, news], mailsPerDay: election.mailsPerDay })
  addConsumerAlarms(alarms, { queues, smsQueue: sms, senders, ledgerWriters })
  addCapacityAlarms(alarms, { api, tables, lambdaConcurrency: election.lambdaConcurrency })
  return failingApi
}
