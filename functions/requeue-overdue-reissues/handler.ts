import { dynamoOverdueReissues } from '../../shared/adapters/dynamo-overdue-reissues.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { requeueOverdueReissues } from './requeue-overdue-reissues.ts'
import { resources } from './resources.ts'

const { tables, queues } = readEnvironment(resources)
const sqs = sqsClient()
const dependencies = {
  overdueReissues: dynamoOverdueReissues(databaseClient(), tables.reissues),
  queues: {
    sms: sqsQueue(sqs, queues.sms),
    mail: sqsQueue(sqs, queues.mail),
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
