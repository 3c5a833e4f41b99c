import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { variable } from '../../local/run.ts'
import type { ReissueItem } from '../../shared/tables/reissues.ts'
import { fromNow } from '../journey/items.ts'
import type { LocalRun } from '../journey/local-run.ts'

/** As if minutes had passed: each SMS that is due is overdue, and the sweep asks for it. */
export async function sweepAgain({ app, database, schedules }: LocalRun): Promise<void> {
  const TableName = variable(app, 'REISSUES_TABLE')
  const { Items = [] } = await database.send(new ScanCommand({ TableName }))
  for (const { reissueId, smsDueAt } of Items as ReissueItem[]) {
    if (!smsDueAt) continue
    const update = new UpdateCommand({
      TableName,
      Key: { reissueId },
      UpdateExpression: 'SET smsDueAt = :past',
      ConditionExpression: 'attribute_exists(smsDueAt)',
      ExpressionAttributeValues: { ':past': fromNow(-1) },
    })
    await database.send(update).catch((error: Error) => {
      // It was met meanwhile.
      if (error.name !== 'ConditionalCheckFailedException') throw error
    })
  }
  await schedules.runNow()
}
