import { dynamoRoll } from '../../shared/adapters/roll/dynamo-roll.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { RollPhoneRules } from '../../shared/domain/roll/roll-phones.ts'
import { type Deployment, tableNamesOf } from '../deployment.ts'
import { remoteReturnedNotices } from '../keys/ask-team-function.ts'
import type { RollAccess } from './apply-file.ts'

export function rollAccess(
  deployment: Deployment,
  { mode, phoneSettlesHours, timeZone }: Pick<Election, 'mode'> & RollPhoneRules,
): Omit<RollAccess, 'identifiers'> {
  const { sqs, outputs, keyedValues, askTeamFunction } = deployment
  const { roll, operations } = rollTables(deployment)
  return {
    roll: { ...roll, ...remoteReturnedNotices(askTeamFunction) },
    operations,
    notifications: sqsQueue(sqs, outputs.NewsQueueUrl),
    keyedValues,
    clock: () => new Date(),
    mode,
    phoneRules: { phoneSettlesHours, timeZone },
  }
}

export function rollTables({ database, outputs }: Pick<Deployment, 'database' | 'outputs'>) {
  return {
    roll: dynamoRoll(database, tableNamesOf(outputs)),
    operations: dynamoRollOperations(database, outputs.RollOperationsTable),
  }
}
