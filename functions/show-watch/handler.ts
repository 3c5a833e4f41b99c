import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import { announcementOf } from '../../shared/runtime/announcement.ts'
import { cacheReads } from '../../shared/runtime/cached-reads.ts'
import { s3Client } from '../../shared/runtime/clients/s3.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { announcementText } from '../../shared/texts/election/announcement.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { ledgerReader } from './read-ledger.ts'
import { resources } from './resources.ts'
import { showWatch } from './show-watch.ts'

const runtime = wire(resources)
const { database, tables, ledger, time } = runtime
const { electionFile } = time
const s3 = s3Client()
const clock = () => new Date()

const dependencies = {
  sessions: dynamoStaffSessions(database, tables.staffSessions),
  staff: readStaff(),
  voteReadings: dynamoVoteReadings(database, tables.smsDays),
  readLedger: cacheReads(
    30,
    ledgerReader({
      heads: s3Texts(s3, ledger, 'heads'),
      mailings: s3Texts(s3, ledger, 'mailings'),
    }),
  ),
  readVoteState() {
    const announcement = announcementOf(time)
    return {
      announcement: announcement ? announcementText(announcement) : '',
      dates: time.wallDates(electionFile.dates),
      vote: voteStateText(time, electionFile, clock()),
      isSuspended: time.suspendedSince() !== undefined,
    }
  },
  timeZone: electionFile.timeZone,
  recipientCount: electionFile.ledger.recipients.length,
  ...{ clock, journal },
}

export const handler = serveAlways(runtime, {
  async 'GET /api/staff/watch'({ readCookie }) {
    const body = await showWatch(dependencies, readCookie('__Host-staff'))
    if (!body) throw new Problem('unauthenticated')
    return { status: 200, body }
  },
})
