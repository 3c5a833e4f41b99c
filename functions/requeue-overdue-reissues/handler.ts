import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoOverdueReissues } from '../../shared/adapters/dynamo-overdue-reissues.ts'
import { sqsReissueQueue } from '../../shared/adapters/sqs-reissue-queue.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { environment } from './environment.ts'
import { requeueOverdueReissues } from './requeue-overdue-reissues.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const sqs = new SQSClient(clientDefaults)
const dependencies = {
  overdueReissues: dynamoOverdueReissues(database, settings.REISSUES_TABLE, {
    sms: settings.SMS_DUE_INDEX,
    mail: settings.MAIL_DUE_INDEX,
  }),
  queues: {
    sms: sqsReissueQueue(sqs, settings.SMS_QUEUE_URL),
    mail: sqsReissueQueue(sqs, settings.MAIL_QUEUE_URL),
  },
  clock: () => new Date(),
  journal,
}

export async function handler(): Promise<void> {
  try {
    await requeueOverdueReissues(dependencies)
  } catch (error) {
    journal({ event: 'sweep.failed', error: nameOf(error) })
    // Lambda logs what is thrown: the SDK's own errors may echo their input.
    throw new Error('The sweep did not finish')
  }
}
