import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoCaptchas } from '../../shared/adapters/account/dynamo-captchas.ts'
import { dynamoKnownPhones } from '../../shared/adapters/account/dynamo-known-phones.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoPasswords } from '../../shared/adapters/account/dynamo-passwords.ts'
import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoApprovals, pendingApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import { dynamoRate } from '../../shared/adapters/dynamo-rate.ts'
import { dynamoCalendar } from '../../shared/adapters/election/dynamo-calendar.ts'
import { dynamoCalendarChanges } from '../../shared/adapters/election/dynamo-calendar-changes.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoDomainFailures } from '../../shared/adapters/mail/dynamo-domain-failures.ts'
import { dynamoFailedMails } from '../../shared/adapters/mail/dynamo-failed-mails.ts'
import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { dynamoArrivals } from '../../shared/adapters/reissue/dynamo-arrivals.ts'
import {
  dynamoCancellations,
  dynamoDisowning,
} from '../../shared/adapters/reissue/dynamo-cancellations.ts'
import { dynamoReissueRequests } from '../../shared/adapters/reissue/dynamo-reissue-requests.ts'
import {
  dynamoOverdueReissues,
  dynamoReissueMails,
  dynamoReissues,
} from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoReissuesOfVoter } from '../../shared/adapters/reissue/dynamo-reissues-of-voter.ts'
import { dynamoSendings } from '../../shared/adapters/reissue/dynamo-sendings.ts'
import { dynamoSmsReceipts } from '../../shared/adapters/reissue/dynamo-sms-receipts.ts'
import { dynamoRoll } from '../../shared/adapters/roll/dynamo-roll.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { dynamoRollRepairs } from '../../shared/adapters/roll/dynamo-roll-repairs.ts'
import { dynamoSmsChanges } from '../../shared/adapters/sms/dynamo-sms-changes.ts'
import { dynamoSms } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { dynamoSmsGrants } from '../../shared/adapters/sms/dynamo-sms-grants.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import { dynamoPrintedNotices } from '../../shared/adapters/staff/dynamo-printed-notices.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { dynamoVoteReadings } from '../../shared/adapters/staff/dynamo-vote-readings.ts'
import { dynamoVoterGrants } from '../../shared/adapters/staff/dynamo-voter-grants.ts'
import { dynamoTakenPhones, dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { Attempts } from '../../shared/domain/account/attempts.ts'
import type { AnyTableName } from '../../shared/tables/table-definition.ts'
import { staffTables, tables } from '../../shared/tables/tables.ts'

export const tableNames = Object.fromEntries(
  Object.entries({ ...tables, ...staffTables }).map(([name, { constructId }]) => [
    name,
    constructId,
  ]),
) as Record<AnyTableName, string>

export function dynamoTables(
  database: DynamoDBDocumentClient,
  names: Record<AnyTableName, string>,
) {
  const sms = dynamoSms(database, names.smsDays)
  return {
    voters: dynamoVoters(database, names.voters, { mode: 'vote' }),
    rehearsalVoters: dynamoVoters(database, names.voters, { mode: 'rehearsal' }),
    sessions: dynamoSessions(database, names.sessions),
    captchas: dynamoCaptchas(database, names.captchas),
    knownPhones: dynamoKnownPhones(database, names),
    attempts: dynamoAttempts(database, names.attempts) as Attempts & Attempts<WallInstant>,
    reissueRequests: dynamoReissueRequests(database, names),
    reissues: dynamoReissues(database, names.reissues),
    reissuesOfVoter: dynamoReissuesOfVoter(database, names.reissues),
    arrivals: dynamoArrivals(database, names.reissues),
    sendings: dynamoSendings(database, names),
    smsReceipts: dynamoSmsReceipts(database, names),
    cancellations: { ...dynamoCancellations(database, names), ...dynamoDisowning(database, names) },
    smsGrants: dynamoSmsGrants(database, names),
    ...sms,
    smsBreakers: { ...sms.smsBreakers, ...dynamoSmsChanges(database, names) },
    voteReadings: dynamoVoteReadings(database, names.smsDays),
    linkDays: dynamoLinkDays(database, names.mailTurns),
    failedMails: dynamoFailedMails(database, names.voters),
    domainFailures: dynamoDomainFailures(database, names.mailTurns),
    smsRate: dynamoRate(database, names.mailTurns, 'sms'),
    mailRate: dynamoRate(database, names.mailTurns, 'mails'),
    reissueMails: dynamoReissueMails(database, names.reissues),
    passwordLinks: dynamoPasswordLinks(database, names.passwordLinks),
    passwords: dynamoPasswords(database, names),
    overdueReissues: dynamoOverdueReissues(database, names.reissues),
    takenPhones: dynamoTakenPhones(database, names.voters),
    voterGrants: dynamoVoterGrants(database, names),
    printedNotices: dynamoPrintedNotices(database, names),
    fileCodes: dynamoFileCodes(database, names.fileCodes),
    staffSessions: dynamoStaffSessions(database, names.staffSessions),
    calendars: {
      ...dynamoCalendar(database, names.calendar),
      ...dynamoCalendarChanges(database, names),
    },
    approvals: dynamoApprovals(database, names),
    pendingApprovals: (now: WallInstant) => pendingApprovals(database, names.approvals, now),
    interventions: dynamoInterventions(database, names.interventions),
    roll: { ...dynamoRoll(database, names), ...dynamoRollRepairs(database, names) },
    rollOperations: dynamoRollOperations(database, names.rollOperations),
  }
}

export type Tables = ReturnType<typeof dynamoTables>
