import { cloudWatchFigures } from '../../shared/adapters/cloudwatch.ts'
import { s3TextReader } from '../../shared/adapters/ledger/s3-texts.ts'
import { dynamoHandoverDays } from '../../shared/adapters/sms/dynamo-handover-days.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-breakers.ts'
import { dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { dynamoSmsSlots } from '../../shared/adapters/sms/dynamo-sms-slots.ts'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import { dynamoOpenFiles } from '../../shared/adapters/staff/dynamo-open-files.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { inWallTime } from '../../shared/domain/election/in-wall-time.ts'
import { announcementOf } from '../../shared/runtime/announcement.ts'
import { cloudWatchClient } from '../../shared/runtime/clients/cloudwatch.ts'
import { s3Client } from '../../shared/runtime/clients/s3.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { keptFor } from '../../shared/runtime/read-again.ts'
import { metricsNamespace } from '../../shared/runtime/resources.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { announcementText } from '../../shared/texts/election/announcement.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { ledgerReader } from './read-ledger.ts'
import { readControlPage, readDayPage } from './read-pages.ts'
import { resources } from './resources.ts'
import { showWatch } from './show-watch.ts'

const wired = wire(resources)
const { database, tables, queues, ledger, alarms, time } = wired
const { file, wall } = time
const s3 = s3Client()
const clock = () => new Date()

const dependencies = {
  ...{ election: file, wall, clock, journal },
  electionNow: time.clock,
  isSuspended: () => time.suspendedSince() !== undefined,
  announced() {
    const announced = announcementOf(time)
    return {
      announcement: announced ? announcementText(announced) : '',
      dates: time.datesNow(file.dates),
      vote: voteStateText(time, file, clock()),
    }
  },
  smsDays: dynamoSmsDays(database, tables.smsDays),
  handoverDays: dynamoHandoverDays(database, tables.smsDays),
  smsSlots: dynamoSmsSlots(database, tables.smsDays),
  smsBreakers: inWallTime(dynamoSmsBreakers(database, tables.smsDays), wall),
  backlog: sqsBacklog(sqsClient(), queues.sms),
  openFiles: dynamoOpenFiles(database, tables.openFiles),
  readLedger: keptFor(
    30,
    ledgerReader({
      heads: s3TextReader(s3, ledger, 'heads'),
      mailings: s3TextReader(s3, ledger, 'mailings'),
      clock,
    }),
  ),
  figures: cloudWatchFigures(cloudWatchClient(), { namespace: metricsNamespace() ?? '', alarms }),
}

const access = {
  sessions: dynamoStaffSessions(database, tables.staffSessions),
  staff: readStaff(),
  clock,
  // CloudWatch has what is a minute old at best, and is paid by the figure.
  watchPage: keptFor(60, () => readControlPage(dependencies)),
  dayPage: keptFor(10, () => readDayPage(dependencies)),
}

export const handler = serveAlways(wired, {
  async 'GET /api/staff/watch'({ openedCookie }) {
    const shown = await showWatch(access, openedCookie('__Host-staff'))
    if (shown.outcome !== 'shown') throw new Problem(shown.outcome)
    return { status: 200, body: shown.view }
  },
})
