import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { variable } from '../run.ts'
import type { DrillRun } from './drill-run.ts'
import { queueOf, readReissues } from './evidence.ts'

/**
 * As if minutes had passed: the leases of senders that died are over, what is due is overdue, and the
 * messages of functions that died come back. Not more often than each two seconds: a message that comes
 * back ten times ends in the DLQ.
 */
export async function fastForward(drillRun: DrillRun): Promise<void> {
  const { run, database } = drillRun
  const reissues = await readReissues(run, database)
  for (const { reissueId, state, smsDueAt, mailDueAt } of reissues) {
    if (state === 'sending') await setPast(drillRun, reissueId, 'leaseEndsAt')
    if (smsDueAt) await setPast(drillRun, reissueId, 'smsDueAt')
    if (mailDueAt) await setPast(drillRun, reissueId, 'mailDueAt')
  }
  for (const { functionName } of run.app.schedules) {
    await run.lambdas.invoke(functionName, {}).catch(() => {})
  }
  for (const name of [
    'SMS_QUEUE_URL',
    'MAIL_QUEUE_URL',
    'NEWS_QUEUE_URL',
    'RECEIPT_QUEUE_URL',
  ] as const) {
    await run.pollers.retryNow(queueOf(run, name).name)
  }
}

async function setPast(
  { run, database }: DrillRun,
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
