import { Duration } from 'aws-cdk-lib'
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import type { Election } from '../../shared/domain/election/election.ts'
import type { QueueName } from '../../shared/runtime/resources.ts'
import type { AlarmName } from '../../shared/texts/alarms.ts'
import type { Api } from '../api.ts'
import type { LedgerWriters } from '../ledger/ledger-writers.ts'
import type { Senders } from '../senders.ts'
import type { Tables } from '../tables.ts'
import type { WorkQueue } from '../work-queue.ts'
import { type AlarmTable, alarmPeriod, teamAlarm, teamTopic } from './alarms.ts'
import { capacityAlarms } from './capacity-alarms.ts'
import { consumerAlarms } from './consumer-alarms.ts'
import { mailAlarms } from './mail-alarms.ts'
import { smsAlarms } from './sms-alarms.ts'

interface AlarmSources {
  queues: Readonly<Record<QueueName, WorkQueue>>
  api: Api
  staffApi: Pick<Api, 'failures'> | undefined
  senders: Senders
  ledgerWriters: LedgerWriters
  tables: Tables
  election: Election
}

export class Alarms extends Construct {
  readonly all: Readonly<Record<string, Alarm>>

  constructor(scope: Construct, id: string, sources: AlarmSources) {
    super(scope, id)
    const { api, staffApi, queues, ledgerWriters, election } = sources
    const topic = teamTopic(this, election.alarms?.email)
    const apiFailures = {
      metric: api.failures(Duration.minutes(1)),
      above: 5,
    }
    const table: AlarmTable = {
      FailingApi: apiFailures,
      ...(staffApi && {
        FailingStaffApi: { ...apiFailures, metric: staffApi.failures(alarmPeriod) },
      }),
      ...consumerAlarms(this, sources),
      ...smsAlarms(this, election.smsMonthlySpendUsd),
      ...mailAlarms(this, [queues.mail, queues.link, queues.news], election.mailsPerDay),
      ...capacityAlarms(this, sources),
    }
    const alarms = Object.entries(table).map(
      ([name, row]) => [name, teamAlarm(this, name as AlarmName, topic, row)] as const,
    )
    this.all = Object.fromEntries(alarms)
    // Created after the stream readers, and deleted before them.
    this.all.LateLedger?.node.addDependency(ledgerWriters)
  }
}
