import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SignIns } from '../../domain/account/sign-ins.ts'
import { chargeUpdate, refundUpdate } from '../../tables/attempts.ts'
import { toSessionItem } from '../../tables/sessions.ts'
import { transact, type Write } from '../dynamo-writes.ts'

export function dynamoSignIns(
  database: DynamoDBDocumentClient,
  tables: { sessions: string; attempts: string },
): SignIns {
  const update = (update: ReturnType<typeof chargeUpdate | typeof refundUpdate>): Write => ({
    Update: { TableName: tables.attempts, ...update },
  })
  return {
    async open(session, { clears, refunds, charges }, now) {
      let writes: Record<string, Write> = {
        session: { Put: { TableName: tables.sessions, Item: toSessionItem(session) } },
      }
      for (const { attemptKey } of clears) {
        writes[attemptKey] = { Delete: { TableName: tables.attempts, Key: { attemptKey } } }
      }
      for (const counter of refunds) writes[counter.attemptKey] = update(refundUpdate(counter))
      for (const counter of charges) writes[counter.attemptKey] = update(chargeUpdate(counter, now))
      // What a condition refuses is left out. The session has none, so this ends.
      for (;;) {
        const failures = await transact<Record<string, unknown>>(database, writes)
        if (!failures) return charges.filter(({ attemptKey }) => attemptKey in writes)
        const kept = Object.entries(writes).filter(([name]) => !(name in failures))
        writes = Object.fromEntries(kept)
      }
    },
  }
}
