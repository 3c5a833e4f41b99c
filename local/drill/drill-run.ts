import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { clientDefaults } from '../engines.ts'
import { findFreePorts } from '../loopback.ts'
import { type Local, type LocalOptions, startLocal } from '../run.ts'
import { securityCode } from './asking.ts'

/** A local run, and clients of its engines that nothing fails on. */
export interface DrillRun {
  run: Local
  database: DynamoDBDocumentClient
  sqs: SQSClient
  close(): Promise<void>
}

export const demoVoters = 20

export async function startDrillRun(
  voters: number,
  options: Omit<LocalOptions, 'port' | 'extraVoters' | 'captchaTestCode'>,
): Promise<DrillRun> {
  const run = await startOnFreePorts({
    ...options,
    captchaTestCode: securityCode,
    extraVoters: voters - demoVoters,
  })
  const { dynamodbEndpoint, sqsEndpoint } = run.engines
  const dynamodb = new DynamoDBClient({ ...clientDefaults, endpoint: dynamodbEndpoint })
  const sqs = new SQSClient({ ...clientDefaults, endpoint: sqsEndpoint })
  return {
    run,
    database: DynamoDBDocumentClient.from(dynamodb),
    sqs,
    async close() {
      dynamodb.destroy()
      sqs.destroy()
      await run.stop()
    },
  }
}

async function startOnFreePorts(options: Omit<LocalOptions, 'port'>): Promise<Local> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startLocal({ ...options, port: await findFreePorts(3) })
    } catch (error) {
      // Ports that were free may have been taken since.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt === 5) throw error
    }
  }
}
