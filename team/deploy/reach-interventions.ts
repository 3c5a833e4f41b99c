import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { modeOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { callerOf } from '../preflight/caller.ts'
import { readStack } from '../preflight/stacks.ts'
import type { Reach } from './run-deploy.ts'

/** With the region and the account of the AWS credentials. An election's other outputs may be of an older version. */
export const reachInterventions: Reach = async (stack) => {
  const cloudFormation = new CloudFormationClient()
  try {
    const found = await readStack(cloudFormation, stack)
    const table = found?.outputs.InterventionsTable
    const database = DynamoDBDocumentClient.from(new DynamoDBClient(), {
      marshallOptions: { removeUndefinedValues: true },
    })
    const operations = found?.outputs.RollOperationsTable
    return {
      rollMode: async () =>
        operations === undefined
          ? undefined
          : modeOfRoll(await dynamoRollOperations(database, operations).all()),
      interventions: table === undefined ? undefined : dynamoInterventions(database, table),
      by: () => callerOf({ stack }),
    }
  } finally {
    cloudFormation.destroy()
  }
}
