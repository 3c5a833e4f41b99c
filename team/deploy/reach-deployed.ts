import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { S3Client } from '@aws-sdk/client-s3'
import { STSClient } from '@aws-sdk/client-sts'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { lastSeal } from '../../shared/domain/ledger/seal.ts'
import { modeOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { teamFunction } from '../keys/team-function.ts'
import { readCaller } from '../preflight/caller.ts'
import { readStack } from '../preflight/stacks.ts'
import type { Reach } from './run-deploy.ts'

/** With the region and the account of the AWS credentials. An election's other outputs may be of an older version. */
export const reachDeployed: Reach = async (stack) => {
  const cloudFormation = new CloudFormationClient()
  const found = await readStack(cloudFormation, stack)
  const { InterventionsTable, RollOperationsTable, DeployFunction, TeamFunctionUrl } =
    found?.outputs ?? {}
  const database = DynamoDBDocumentClient.from(new DynamoDBClient(), {
    marshallOptions: { removeUndefinedValues: true },
  })
  const isByFunction = DeployFunction !== undefined && TeamFunctionUrl !== undefined
  return {
    rollMode: async () =>
      RollOperationsTable === undefined
        ? undefined
        : modeOfRoll(await dynamoRollOperations(database, RollOperationsTable).all()),
    byFunction: isByFunction
      ? {
          ask: teamFunction(TeamFunctionUrl, new LambdaClient()),
          account: (await readCaller(new STSClient())).account,
          region: await cloudFormation.config.region(),
          s3: (region) => new S3Client({ region }),
          cloudFormation: (region) => new CloudFormationClient({ region }),
        }
      : undefined,
    isSealed: async () =>
      InterventionsTable !== undefined &&
      lastSeal(await dynamoInterventions(database, InterventionsTable).all()) !== undefined,
  }
}
