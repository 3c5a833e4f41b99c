import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { S3Client } from '@aws-sdk/client-s3'
import { STSClient } from '@aws-sdk/client-sts'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { lastSeal } from '../../shared/domain/ledger/seal.ts'
import { teamFunction } from '../keys/team-function.ts'
import { readCaller } from '../preflight/caller-and-clock.ts'
import { readRollMode } from '../preflight/rehearsal.ts'
import { readStack } from '../preflight/stacks.ts'
import type { Reach } from './run-deploy.ts'

/** With the region and the account of the AWS credentials. An election's other outputs may be of an older version. */
export const reachDeployed: Reach = async (stack) => {
  const cloudFormation = new CloudFormationClient()
  const found = await readStack(cloudFormation, stack)
  const { InterventionsTable, RollOperationsTable, DeployFunction, TeamFunctionUrl } =
    found?.outputs ?? {}
  const dynamodb = new DynamoDBClient()
  const isByFunction = DeployFunction !== undefined && TeamFunctionUrl !== undefined
  return {
    rollMode: () => readRollMode(dynamodb, RollOperationsTable),
    byFunction: isByFunction
      ? {
          ask: teamFunction(TeamFunctionUrl, new LambdaClient()),
          account: (await readCaller(new STSClient())).account,
          region: await cloudFormation.config.region(),
          s3: (region) => new S3Client({ region }),
          cloudFormation: (region) => new CloudFormationClient({ region }),
        }
      : undefined,
    async isSealed() {
      if (InterventionsTable === undefined) return false
      const database = DynamoDBDocumentClient.from(dynamodb)
      return lastSeal(await dynamoInterventions(database, InterventionsTable).all()) !== undefined
    },
  }
}
