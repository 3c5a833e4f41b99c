import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoArrivals } from '../../shared/adapters/dynamo-arrivals.ts'
import { dynamoAttempts } from '../../shared/adapters/dynamo-attempts.ts'
import { dynamoBothFactorsLostNews } from '../../shared/adapters/dynamo-both-factors-lost-news.ts'
import { dynamoCancellations } from '../../shared/adapters/dynamo-cancellations.ts'
import { dynamoCaptchas } from '../../shared/adapters/dynamo-captchas.ts'
import { dynamoHandoverDays } from '../../shared/adapters/dynamo-handover-days.ts'
import { dynamoLinkDays } from '../../shared/adapters/dynamo-link-days.ts'
import { dynamoOverdueReissues } from '../../shared/adapters/dynamo-overdue-reissues.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/dynamo-password-links.ts'
import { dynamoPasswords } from '../../shared/adapters/dynamo-passwords.ts'
import { dynamoPhoneReleases } from '../../shared/adapters/dynamo-phone-releases.ts'
import { dynamoReissueMails } from '../../shared/adapters/dynamo-reissue-mails.ts'
import { dynamoReissueRequests } from '../../shared/adapters/dynamo-reissue-requests.ts'
import { dynamoReissues } from '../../shared/adapters/dynamo-reissues.ts'
import { dynamoSendings } from '../../shared/adapters/dynamo-sendings.ts'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/dynamo-sms-breakers.ts'
import { dynamoSmsCeilings } from '../../shared/adapters/dynamo-sms-ceilings.ts'
import { dynamoSmsDays } from '../../shared/adapters/dynamo-sms-days.ts'
import { dynamoSmsReceipts } from '../../shared/adapters/dynamo-sms-receipts.ts'
import { dynamoSmsSlots } from '../../shared/adapters/dynamo-sms-slots.ts'
import { dynamoRate } from '../../shared/adapters/dynamo-turns.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import type { TableName } from '../../shared/tables/tables.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'

/** Every port of the tables over DynamoDB. */
export function dynamoTables(
  database: DynamoDBDocumentClient,
  names: Record<TableName, string>,
): Tables {
  return {
    voters: dynamoVoters(database, names.voters),
    sessions: dynamoSessions(database, names.sessions),
    captchas: dynamoCaptchas(database, names.captchas),
    attempts: dynamoAttempts(database, names.attempts),
    reissueRequests: dynamoReissueRequests(database, names),
    reissues: dynamoReissues(database, names.reissues),
    arrivals: dynamoArrivals(database, names.reissues),
    sendings: dynamoSendings(database, names),
    smsReceipts: dynamoSmsReceipts(database, names),
    cancellations: dynamoCancellations(database, names),
    phoneReleases: dynamoPhoneReleases(database, names.phones),
    smsCeilings: dynamoSmsCeilings(database, names),
    smsBreakers: dynamoSmsBreakers(database, names.smsDays),
    smsDays: dynamoSmsDays(database, names.smsDays),
    handoverDays: dynamoHandoverDays(database, names.smsDays),
    smsSlots: dynamoSmsSlots(database, names.smsDays),
    linkDays: dynamoLinkDays(database, names.mailTurns),
    smsRate: dynamoRate(database, names.mailTurns, 'sms'),
    mailRate: dynamoRate(database, names.mailTurns, 'mails'),
    reissueMails: dynamoReissueMails(database, names.reissues),
    passwordLinks: dynamoPasswordLinks(database, names.passwordLinks),
    passwords: dynamoPasswords(database, names),
    bothFactorsLostNews: dynamoBothFactorsLostNews(database, names.voters),
    overdueReissues: dynamoOverdueReissues(database, names.reissues),
  }
}
