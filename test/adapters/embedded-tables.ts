import { CreateTableCommand, type CreateTableInput, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { dynamoAttempts } from '../../functions/adapters/dynamo-attempts.ts'
import { dynamoBothFactorsLostNotices } from '../../functions/adapters/dynamo-both-factors-lost-notices.ts'
import { dynamoCancellations } from '../../functions/adapters/dynamo-cancellations.ts'
import { dynamoCaptchas } from '../../functions/adapters/dynamo-captchas.ts'
import { dynamoDeliveries } from '../../functions/adapters/dynamo-deliveries.ts'
import { dynamoOverdueReissues } from '../../functions/adapters/dynamo-overdue-reissues.ts'
import { dynamoPasswordLinks } from '../../functions/adapters/dynamo-password-links.ts'
import { dynamoPasswords } from '../../functions/adapters/dynamo-passwords.ts'
import { dynamoReissueDesk } from '../../functions/adapters/dynamo-reissue-desk.ts'
import { dynamoReissueMails } from '../../functions/adapters/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../functions/adapters/dynamo-reissues.ts'
import { dynamoSendings } from '../../functions/adapters/dynamo-sendings.ts'
import { dynamoSessions } from '../../functions/adapters/dynamo-sessions.ts'
import { dynamoSmsDays } from '../../functions/adapters/dynamo-sms-days.ts'
import { dynamoSmsLine } from '../../functions/adapters/dynamo-sms-line.ts'
import { dynamoVoters } from '../../functions/adapters/dynamo-voters.ts'
import { Tables as TablesConstruct } from '../../lib/tables.ts'
import { startDynoxide } from '../../local/dynoxide.ts'
import { clientDefaults } from '../../local/engines.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'

interface EmbeddedTables extends Tables {
  /** How many requests the table counts for a phone. */
  phoneUses(phoneHash: string): Promise<number>
  stop(): Promise<void>
}

/** The adapters over an embedded DynamoDB that holds the tables of the stack. */
export async function startEmbeddedTables(): Promise<EmbeddedTables> {
  const stack = new Stack()
  const { smsDueIndex, mailDueIndex, smsMessageIndex } = new TablesConstruct(stack, 'Tables')
  const engine = await startDynoxide(undefined)
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: engine.endpoint })
  const database = DynamoDBDocumentClient.from(client)
  const names = await createTables(client, Template.fromStack(stack))
  return {
    voters: dynamoVoters(database, names.voters),
    sessions: dynamoSessions(database, names.sessions),
    captchas: dynamoCaptchas(database, names.captchas),
    attempts: dynamoAttempts(database, names.attempts),
    desk: dynamoReissueDesk(database, names),
    reissues: dynamoReissues(database, names.reissues),
    sendings: dynamoSendings(database, names),
    deliveries: dynamoDeliveries(database, names, smsMessageIndex),
    cancellations: dynamoCancellations(database, names),
    smsDays: dynamoSmsDays(database, names.smsDays),
    smsLine: dynamoSmsLine(database, names.smsDays),
    reissueMails: dynamoReissueMails(database, names.reissues),
    passwordLinks: dynamoPasswordLinks(database, names.passwordLinks),
    passwords: dynamoPasswords(database, names),
    notices: dynamoBothFactorsLostNotices(database, names.voters),
    overdueReissues: dynamoOverdueReissues(database, names.reissues, {
      sms: smsDueIndex,
      mail: mailDueIndex,
    }),
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
