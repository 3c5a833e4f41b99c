import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoFoundApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import {
  dynamoReissues,
  dynamoReissuesOfVoter,
} from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-breakers.ts'
import { dynamoOpenFiles } from '../../shared/adapters/staff/dynamo-open-files.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { inWallTime } from '../../shared/domain/election/in-wall-time.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { fileView } from './file-view.ts'
import { resources } from './resources.ts'
import { closeFile, showFile } from './show-file.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { file, wall } = time
/** Staff read the wall's clock. */
const told = <Port extends object>(port: Port) => inWallTime(port, wall)
const dependencies = {
  sessions: dynamoStaffSessions(database, tables.staffSessions),
  staff: readStaff(),
  openFiles: dynamoOpenFiles(database, tables.openFiles),
  approvals: dynamoFoundApprovals(database, tables.approvals),
  voters: dynamoVoters(database, tables.voters, file),
  wall,
  reissues: told(dynamoReissues(database, tables.reissues)),
  reissuesOfVoter: dynamoReissuesOfVoter(database, tables.reissues),
  passwordLinks: told(dynamoPasswordLinks(database, tables.passwordLinks)),
  smsBreakers: told(dynamoSmsBreakers(database, tables.smsDays)),
  clock: () => new Date(),
}

export const handler = httpHandler(originTokens(environment), async ({ method, openedCookie }) => {
  const cookie = openedCookie('__Host-staff')
  if (method === 'DELETE') {
    const closing = await closeFile(dependencies, cookie)
    if (closing === 'unauthenticated') throw new Problem('unauthenticated')
    return { status: 204 }
  }
  await time.refresh()
  const election = { ...file, dates: time.datesNow(file.dates) }
  const isSuspended = time.suspendedSince() !== undefined
  const shown = await showFile({ ...dependencies, election, isSuspended }, cookie)
  if (shown.outcome !== 'shown') throw new Problem(shown.outcome)
  const vote = voteStateText(time, file, dependencies.clock())
  return { status: 200, body: fileView(shown, vote) }
})
