import { Duration } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Election } from '../shared/domain/election/election.ts'
import { retentionDays } from '../shared/domain/queues.ts'
import type { FunctionResources, QueueName } from '../shared/runtime/resources.ts'

interface WorkQueueProps {
  delay?: Duration
  consumerTimeout?: Duration
}

export const queueDefaults = {
  retentionPeriod: Duration.days(retentionDays),
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
}

export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue
  readonly consumerTimeout: Duration
  private consumerFunction?: IFunction

  constructor(scope: Construct, id: string, props: WorkQueueProps = {}) {
    super(scope, id)
    this.consumerTimeout = props.consumerTimeout ?? Duration.seconds(20)
    this.deadLetters = new Queue(this, 'DeadLetters', queueDefaults)
    this.queue = new Queue(this, 'Queue', {
      ...queueDefaults,
      ...(props.delay && { deliveryDelay: props.delay }),
      // AWS advises six times the timeout: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(6 * this.consumerTimeout.toSeconds()),
      deadLetterQueue: { maxReceiveCount: 10, queue: this.deadLetters },
    })
  }

  get consumer(): IFunction {
    if (!this.consumerFunction) throw new Error(`Nothing consumes the queue ${this.node.id}`)
    return this.consumerFunction
  }

  setConsumer(consumer: IFunction, maxConcurrency: number): void {
    this.consumerFunction = consumer
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        maxConcurrency,
        reportBatchItemFailures: true,
      }),
    )
  }
}

/** A mailer may wait 25 s for its tokens: 15 s, and 5 s for each of two boosts (`waitLimits`). The rest is for SES. */
const mailerTimeout = Duration.seconds(35)

export function workQueuesOf(
  scope: Construct,
  { smsDelaySeconds }: Pick<Election, 'smsDelaySeconds'>,
): Record<QueueName, WorkQueue> {
  return {
    sms: new WorkQueue(scope, 'Sms', {
      delay: Duration.seconds(smsDelaySeconds),
      consumerTimeout: Duration.seconds(30),
    }),
    mail: new WorkQueue(scope, 'Mail', { consumerTimeout: mailerTimeout }),
    link: new WorkQueue(scope, 'Link', { consumerTimeout: mailerTimeout }),
    // Some functions queue a notification before they write the change, hence the delay.
    news: new WorkQueue(scope, 'News', {
      delay: Duration.seconds(1),
      consumerTimeout: mailerTimeout,
    }),
    // A receipt may arrive before the sender has stored the SMS's message id, hence the delay.
    receipt: new WorkQueue(scope, 'Receipt', { delay: Duration.seconds(2) }),
    mailEvent: new WorkQueue(scope, 'MailEvent'),
    accountEvent: new WorkQueue(scope, 'AccountEvent'),
  }
}

export function consumedQueues({ queues = {} }: FunctionResources): QueueName[] {
  const names = Object.keys(queues) as QueueName[]
  return names.filter((name) => queues[name]?.includes('Consume'))
}

export function requeuesToItself({ queues = {} }: FunctionResources): boolean {
  return Object.values(queues).some(
    (actions) => actions.includes('Consume') && actions.includes('SendMessage'),
  )
}
