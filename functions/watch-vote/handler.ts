import { LambdaClient } from '@aws-sdk/client-lambda'
import { cloudWatchMetrics, readAlarms } from '../../shared/adapters/cloudwatch.ts'
import { pendingApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import { countReadStreams } from '../../shared/adapters/ledger/lambda-ledger-reading.ts'
import { dynamoDomainFailures } from '../../shared/adapters/mail/dynamo-domain-failures.ts'
import { dynamoOverdueReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { dynamoSms } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { edgeRegion } from '../../shared/domain/election/edge.ts'
import { ledgerTables } from '../../shared/domain/ledger/ledger-tables.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { cloudWatchClient } from '../../shared/runtime/clients/cloudwatch.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { metricsNamespace } from '../../shared/runtime/resources.ts'
import { scheduledHandler } from '../../shared/runtime/scheduled-handler.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { readVote } from './read-vote.ts'
import { resources } from './resources.ts'
import { sealRoll } from './seal-roll.ts'
import { watchLedger } from './watch-ledger.ts'
import { watchMails } from './watch-mails.ts'
import { smsWatcher } from './watch-sms.ts'

const { database, tables, ledgerWriter, time } = wire(resources)
const { election, clock } = time
const wallClock = () => new Date()
const cloudWatch = cloudWatchClient()
const lambda = new LambdaClient(clientDefaults)
const { main, edge } = stackNamesOf(time.electionFile)
const alarmSources = [
  { client: cloudWatch, prefix: `${main}-Alarms` },
  ...(time.electionFile.site.firewall
    ? [{ client: cloudWatchClient(edgeRegion), prefix: `${edge(election.region)}-` }]
    : []),
]
const dependencies = {
  ...dynamoSms(database, tables.smsDays),
  domainFailures: dynamoDomainFailures(database, tables.mailTurns),
  countStreams: () => countReadStreams(lambda, ledgerWriter),
  tableCount: ledgerTables.length,
  rollSeal: dynamoRollSeal(database, tables.rollOperations),
  metrics: cloudWatchMetrics(cloudWatch, metricsNamespace() ?? ''),
  readAlarms: () => readAlarms(alarmSources),
  pendingApprovals: (now: WallInstant) => pendingApprovals(database, tables.approvals, now),
  overdueReissues: dynamoOverdueReissues(database, tables.reissues),
  voteReadings: dynamoVoteReadings(database, tables.smsDays),
  dates: () => time.wallDates(time.electionFile.dates),
  election,
  timeZone: election.timeZone,
  clock,
  toWall: time.toWall,
  wallClock,
  isSuspended: () => time.suspendedSince() !== undefined,
  journal,
}
const watchSms = smsWatcher(dependencies)

export const handler = scheduledHandler(time, (isSuspended) => {
  const failingTerritories = isSuspended ? Promise.resolve([]) : watchSms()
  return [
    sealRoll({ ...dependencies, election: time.electionFile, clock: wallClock }),
    watchMails(dependencies),
    watchLedger(dependencies),
    failingTerritories,
    readVote(dependencies, failingTerritories),
  ]
})
