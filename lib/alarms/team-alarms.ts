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
  queues: Readonly<Record<QueueName, WorkQueue>>
  api: Api
  staffApi: Pick<Api, 'failures'> | undefined
  senders: Senders
  ledgerWriters: LedgerWriters
  tables: Tables
  election: Election
}

/** @returns the alarm that is on while the API fails */
export function addTeamAlarms(alarms: Alarms, watched: Watched): Alarm {
  const { api, staffApi, senders, ledgerWriters, tables, election } = watched
  const { sms, mail, link, news } = watched.queues
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
  const queues = Object.values(watched.queues)
  addConsumerAlarms(alarms, { queues, smsQueue: sms, senders, ledgerWriters })
  addSmsAlarms(alarms, election.smsMonthlySpendUsd)
  addMailAlarms(alarms, { mailQueues: [mail, link, news], mailsPerDay: election.mailsPerDay })
  addCapacityAlarms(alarms, {
    ...{ api, tables, writeLedger: ledgerWriters.writeLedger },
    lambdaConcurrency: election.lambdaConcurrency,
  })
  return failingApi
}
