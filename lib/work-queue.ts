import { Duration } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Election } from '../shared/domain/election/election.ts'
import { keptDays } from '../shared/domain/queues.ts'
import type { FunctionResources, QueueName } from '../shared/runtime/resources.ts'

interface WorkQueueProps {
  delay?: Duration
  /** 20 s when absent. */
  consumerTimeout?: Duration
}

export const keptMessages = {
  retentionPeriod: Duration.days(keptDays),
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
}

/** A queue with one consumer: a message is tried ten times, then kept in a DLQ for two weeks. */
export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue
  readonly consumerTimeout: Duration
  private consumedByOne?: IFunction

  constructor(scope: Construct, id: string, props: WorkQueueProps = {}) {
    super(scope, id)
    this.consumerTimeout = props.consumerTimeout ?? Duration.seconds(20)
    this.deadLetters = new Queue(this, 'DeadLetters', keptMessages)
    this.queue = new Queue(this, 'Queue', {
      ...keptMessages,
      ...(props.delay && { deliveryDelay: props.delay }),
      // AWS's advice, for pollers that wait for an invocation; one that has begun hides its messages for as long as it
      // may run (`shared/runtime/queue.ts`).
      visibilityTimeout: Duration.seconds(6 * this.consumerTimeout.toSeconds()),
      deadLetterQueue: { maxReceiveCount: 10, queue: this.deadLetters },
    })
  }

  get consumer(): IFunction {
    if (!this.consumedByOne) throw new Error(`Nothing consumes the queue ${this.node.id}`)
    return this.consumedByOne
  }

  /** @param maxConcurrency 2 at least, for SQS */
  consumedBy(consumer: IFunction, maxConcurrency: number): void {
    this.consumedByOne = consumer
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        maxConcurrency,
        reportBatchItemFailures: true,
      }),
    )
  }
}

/** A mailer waits 15 s for its rate, and then for SES. */
const mailerTimeout = Duration.seconds(35)

export function workQueuesOf(
  scope: Construct,
  { smsDelaySeconds }: Pick<Election, 'smsDelaySeconds'>,
): Record<QueueName, WorkQueue> {
  // A message must not overtake the transaction that it belongs to, hence one second at least.
  const smsDelay = Duration.seconds(Math.max(1, smsDelaySeconds))
  return {
    sms: new WorkQueue(scope, 'Sms', { delay: smsDelay, consumerTimeout: Duration.seconds(30) }),
    // Three queues share one rate, so that no mail holds up a more urgent one.
    mail: new WorkQueue(scope, 'Mail', {
      delay: Duration.seconds(1),
      consumerTimeout: mailerTimeout,
    }),
    link: new WorkQueue(scope, 'Link', { consumerTimeout: mailerTimeout }),
    news: new WorkQueue(scope, 'News', {
      delay: Duration.seconds(1),
      consumerTimeout: mailerTimeout,
    }),
    // A receipt may come before the sender has written the id of its SMS.
    receipt: new WorkQueue(scope, 'Receipt', { delay: Duration.seconds(2) }),
    mailEvent: new WorkQueue(scope, 'MailEvent'),
    accountEvent: new WorkQueue(scope, 'AccountEvent'),
  }
}

export function consumedQueues({ queues = {} }: FunctionResources): QueueName[] {
  const names = Object.keys(queues) as QueueName[]
  return names.filter((name) => queues[name]?.includes('Consume'))
}

export function isItsOwnSource({ queues = {} }: FunctionResources): boolean {
  return Object.values(queues).some(
    (actions) => actions.includes('Consume') && actions.includes('SendMessage'),
  )
}
