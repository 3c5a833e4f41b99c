import { setTimeout as sleep } from 'node:timers/promises'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { allAnswered } from '../../shared/access/all-answered.ts'
import { cloudWatchMetrics, readAlarms } from '../../shared/adapters/cloudwatch.ts'
import { lambdaLedgerReading } from '../../shared/adapters/ledger/lambda-ledger-reading.ts'
import { dynamoDomainFailures } from '../../shared/adapters/mail/dynamo-domain-failures.ts'
import { dynamoOverdueReissues } from '../../shared/adapters/reissue/dynamo-overdue-reissues.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { dynamoHandoverDays } from '../../shared/adapters/sms/dynamo-handover-days.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-breakers.ts'
import { dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { dynamoSmsSlots } from '../../shared/adapters/sms/dynamo-sms-slots.ts'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { pendingApprovals } from '../../shared/adapters/staff/dynamo-pending-approvals.ts'
import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import { stackNamesFrom } from '../../shared/contract/stack-names.ts'
import { edgeRegion } from '../../shared/domain/election/edge.ts'
import { electionInstant } from '../../shared/domain/instants.ts'
import { ledgerTables } from '../../shared/domain/ledger/ledger-tables.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { cloudWatchClient } from '../../shared/runtime/clients/cloudwatch.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { metricsNamespace } from '../../shared/runtime/resources.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { correctSlots } from './correct-slots.ts'
import { countLateSms } from './count-late-sms.ts'
import { phaseToTell, suspensionNews } from './queue-suspension-news.ts'
import { readVote } from './read-vote.ts'
import { requeueOverdueReissues } from './requeue-overdue-reissues.ts'
import { resources } from './resources.ts'
import { sealRoll } from './seal-roll.ts'
import { watchLedger } from './watch-ledger.ts'
import { watchMails } from './watch-mails.ts'
import { smsWatch } from './watch-sms.ts'

const { database, tables, queues, ledgerWriter, alarms, time } = wire(resources)
const { election, clock } = time
const sqs = sqsClient()
const dependencies = {
  overdueReissues: dynamoOverdueReissues(database, tables.reissues),
  smsBreakers: dynamoSmsBreakers(database, tables.smsDays),
  smsDays: dynamoSmsDays(database, tables.smsDays),
  smsSlots: dynamoSmsSlots(database, tables.smsDays),
  domainFailures: dynamoDomainFailures(database, tables.mailTurns),
  handoverDays: dynamoHandoverDays(database, tables.smsDays),
  ledgerReading: lambdaLedgerReading(new LambdaClient(clientDefaults), ledgerWriter),
  streams: ledgerTables.length,
  rollSeal: dynamoRollSeal(database, tables.rollOperations),
  election,
  queues: {
    sms: sqsQueue(sqs, queues.sms),
    mail: sqsQueue(sqs, queues.mail),
  },
  timeZone: election.timeZone,
  clock,
  pause: sleep,
  journal,
}

const cloudWatch = cloudWatchClient()
const alarmPlaces = [
  { client: cloudWatch, prefix: alarms },
  // The firewall's. The same election may be in two regions: each has its edge there.
  ...(time.file.site.firewall
    ? [
        {
          client: cloudWatchClient(edgeRegion),
          prefix: `${stackNamesFrom(alarms.replace(/-Alarms$/, '')).edge(election.region)}-`,
        },
      ]
    : []),
]
const reading = {
  ...dependencies,
  metrics: cloudWatchMetrics(cloudWatch, metricsNamespace() ?? ''),
  alarms: () => readAlarms(alarmPlaces),
  pendingApprovals: (now: WallInstant) => pendingApprovals(database, tables.approvals, now),
  backlog: sqsBacklog(sqs, queues.sms),
  voteReadings: dynamoVoteReadings(database, tables.smsDays),
  dates: () => time.datesNow(time.file.dates),
  wall: time.wall,
  wallClock: () => new Date(),
  isSuspended: () => time.suspendedSince() !== undefined,
}

const watchSms = smsWatch(dependencies)
const tellOfSuspension = suspensionNews({
  ...dependencies,
  news: sqsQueue(sqs, queues.news),
  phase: () => phaseToTell(time.calendar(), new Date()),
})

export async function handler(): Promise<void> {
  try {
    await time.refresh()
    const isSuspended = reading.isSuspended()
    // Nothing is due while the election is suspended, nor late, nor failing.
    const failing = isSuspended ? Promise.resolve([]) : watchSms()
    // What is said of those who wait must not keep them waiting, nor be kept from being said.
    await allAnswered([
      sealRoll({ ...dependencies, election: time.file, clock: () => new Date() }),
      watchMails(dependencies),
      watchLedger(dependencies),
      tellOfSuspension(),
      failing,
      readVote(reading, failing),
      // Written each minute, never twice the same: the ledger's heartbeat.
      ...(isSuspended
        ? [dependencies.handoverDays.recordLate({ at: electionInstant(Date.now()), count: 0 })]
        : [
            requeueOverdueReissues(dependencies),
            countLateSms(dependencies),
            correctSlots(dependencies),
          ]),
    ])
  } catch (error) {
    journal({ event: 'sweep.failed', error: nameOf(error) })
    // Lambda logs what is thrown: the SDK's own errors may echo their input.
    throw new Error('The sweep did not finish')
  }
}
