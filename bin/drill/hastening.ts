import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { variable } from '../../local/run.ts'
import { queueOf, readReissues } from './evidence.ts'
import type { Stage } from './stage.ts'

/**
 * As if minutes had passed: the leases of senders that died are over, what is due is overdue, and the
 * messages of functions that died come back. Not more often than each two seconds: a message that comes
 * back ten times ends in the DLQ.
 */
export async function hasten(stage: Stage): Promise<void> {
  const { run, database } = stage
  const reissues = await readReissues(run, database)
  for (const { reissueId, state, smsDueAt, mailDueAt } of reissues) {
    if (state === 'sending') await setPast(stage, reissueId, 'leaseEndsAt')
    if (smsDueAt) await setPast(stage, reissueId, 'smsDueAt')
    if (mailDueAt) await setPast(stage, reissueId, 'mailDueAt')
  }
  for (const { functionName } of run.app.schedules) {
    await run.lambdas.invoke(functionName, {}).catch(() => {})
  }
  for (const name of ['SMS_QUEUE_URL', 'MAIL_QUEUE_URL', 'RECEIPT_QUEUE_URL'] as const) {
    await run.pollers.retryNow(queueOf(run, name).name)
  }
}

async function setPast(
  { run, database }: Stage,
  reissueId: string,
  attribute: 'leaseEndsAt' | 'smsDueAt' | 'mailDueAt',
): Promise<void> {
  const update = new UpdateCommand({
    TableName: variable(run.app, 'REISSUES_TABLE'),
    Key: { reissueId },
    UpdateExpression: 'SET #attribute = :past',
    ConditionExpression: 'attribute_exists(#attribute)',
    ExpressionAttributeNames: { '#attribute': attribute },
    ExpressionAttributeValues: { ':past': new Date(Date.now() - 1).toISOString() },
  })
  await database.send(update).catch((error: Error) => {
    if (error.name !== 'ConditionalCheckFailedException') throw error
  })
}
