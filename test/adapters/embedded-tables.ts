import { CreateTableCommand, type CreateTableInput, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Tables as TablesConstruct } from '../../lib/tables.ts'
import { startDynoxide } from '../../local/dynoxide.ts'
import { clientDefaults } from '../../local/engines.ts'
import { dynamoAttempts } from '../../shared/adapters/dynamo-attempts.ts'
import { dynamoBothFactorsLostNotices } from '../../shared/adapters/dynamo-both-factors-lost-notices.ts'
import { dynamoCancellations } from '../../shared/adapters/dynamo-cancellations.ts'
import { dynamoCaptchas } from '../../shared/adapters/dynamo-captchas.ts'
import { dynamoOverdueReissues } from '../../shared/adapters/dynamo-overdue-reissues.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/dynamo-password-links.ts'
import { dynamoPasswords } from '../../shared/adapters/dynamo-passwords.ts'
import { dynamoReissueMails } from '../../shared/adapters/dynamo-reissue-mails.ts'
import { dynamoReissueRequests } from '../../shared/adapters/dynamo-reissue-requests.ts'
import { dynamoReissues } from '../../shared/adapters/dynamo-reissues.ts'
import { dynamoSendings } from '../../shared/adapters/dynamo-sendings.ts'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoSmsDays } from '../../shared/adapters/dynamo-sms-days.ts'
import { dynamoSmsReceipts } from '../../shared/adapters/dynamo-sms-receipts.ts'
import { dynamoSmsSlots } from '../../shared/adapters/dynamo-sms-slots.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'

interface EmbeddedTables extends Tables {
  /** How many requests the table counts for a phone. */
  phoneUses(phoneHash: string): Promise<number>
  stop(): Promise<void>
}

/** The adapters over an embedded DynamoDB that holds the tables of the stack. */
export async function startEmbeddedTables(): Promise<EmbeddedTables> {
  const stack = new Stack()
  new TablesConstruct(stack, 'Tables')
  const engine = await startDynoxide(undefined)
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: engine.endpoint })
  const database = DynamoDBDocumentClient.from(client)
  const names = await createTables(client, Template.fromStack(stack))
  return {
    voters: dynamoVoters(database, names.voters),
    sessions: dynamoSessions(database, names.sessions),
    captchas: dynamoCaptchas(database, names.captchas),
    attempts: dynamoAttempts(database, names.attempts),
    reissueRequests: dynamoReissueRequests(database, names),
    reissues: dynamoReissues(database, names.reissues),
    sendings: dynamoSendings(database, names),
    smsReceipts: dynamoSmsReceipts(database, names),
    cancellations: dynamoCancellations(database, names),
    smsDays: dynamoSmsDays(database, names.smsDays),
    smsSlots: dynamoSmsSlots(database, names.smsDays),
    reissueMails: dynamoReissueMails(database, names.reissues),
    passwordLinks: dynamoPasswordLinks(database, names.passwordLinks),
    passwords: dynamoPasswords(database, names),
    notices: dynamoBothFactorsLostNotices(database, names.voters),
    overdueReissues: dynamoOverdueReissues(database, names.reissues),
    async phoneUses(phoneHash: string): Promise<number> {
      const { Item } = await database.send(
        new GetCommand({ TableName: names.phones, Key: { phoneHash }, ConsistentRead: true }),
      )
      return Item?.reissueCount ?? 0
    },
    async stop() {
      client.destroy()
      await engine.stop()
    },
  }
}

/** Each table under the name of what it holds, as the stack names it. */
async function createTables(client: DynamoDBClient, template: Template) {
  const tables = template.findResources('AWS::DynamoDB::Table') as Record<
    string,
    { Properties: CreateTableInput }
  >
  for (const [TableName, { Properties }] of Object.entries(tables)) {
    const { KeySchema, AttributeDefinitions, BillingMode, GlobalSecondaryIndexes } = Properties
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema,
        AttributeDefinitions,
        BillingMode,
        GlobalSecondaryIndexes,
      }),
    )
  }
  const tableOf = (what: string) => {
    const name = Object.keys(tables).find((id) => id.startsWith(`Tables${what}`))
    if (!name) throw new Error(`The stack has no table of ${what}`)
    return name
  }
  return {
    voters: tableOf('Voters'),
    sessions: tableOf('Sessions'),
    captchas: tableOf('Captchas'),
    phones: tableOf('Phones'),
    reissues: tableOf('Reissues'),
    attempts: tableOf('Attempts'),
    passwordLinks: tableOf('PasswordLinks'),
    smsDays: tableOf('SmsDays'),
  }
}
