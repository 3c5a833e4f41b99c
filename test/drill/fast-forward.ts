import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { variable } from '../../local/run.ts'
import type { LocalRun } from '../journey/local-run.ts'
import { consumedQueues, readReissues } from './evidence.ts'

/**
 * As if minutes had passed: the leases of senders that died are over, what is due is overdue, and the
 * messages of functions that died come back. Not more often than each two seconds: a message that comes
 * back ten times ends in the DLQ.
 */
export async function fastForward(run: LocalRun): Promise<void> {
  for (const { reissueId, state, smsDueAt, mailDueAt } of await readReissues(run)) {
    if (state === 'sending') await setPast(run, reissueId, 'leaseEndsAt')
    if (smsDueAt) await setPast(run, reissueId, 'smsDueAt')
    if (mailDueAt) await setPast(run, reissueId, 'mailDueAt')
  }
  for (const { functionName } of run.app.schedules) {
    await run.lambdas.invoke(functionName, {}).catch(() => {})
  }
  for (const name of consumedQueues(run)) await run.pollers.retryNow(name)
}

async function setPast(
  { app, database }: LocalRun,
  reissueId: string,
  attribute: 'leaseEndsAt' | 'smsDueAt' | 'mailDueAt',
): Promise<void> {
  const update = new UpdateCommand({
    TableName: variable(app, 'REISSUES_TABLE'),
    Key: { reissueId },
    UpdateExpression: 'SET #attribute = :past',
    ConditionExpression: 'attribute_exists(#attribute)',
    ExpressionAttributeNames: { '#attribute': attribute },
    ExpressionAttributeValues: { ':past': new Date(Date.now() - 1).toISOString() },
  })
  await database.send(update).catch((error: Error) => {
    // It was met meanwhile.
    if (error.name !== 'ConditionalCheckFailedException') throw error
  })
}
