import { Duration } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { keptDays } from '../shared/domain/queues.ts'
import type { FunctionResources, QueueName } from '../shared/runtime/resources.ts'

interface WorkQueueProps {
  delay?: Duration
  /** How long its consumer may run: 20 s when absent. */
  consumerTimeout?: Duration
}

interface Consumption {
  /** Invocations at once: 2 when absent, and SQS knows no less. */
  maxConcurrency?: number
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
    const common = {
      retentionPeriod: Duration.days(keptDays),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    }
    this.deadLetters = new Queue(this, 'DeadLetters', common)
    this.queue = new Queue(this, 'Queue', {
      ...common,
      ...(props.delay && { deliveryDelay: props.delay }),
      // AWS's own advice, six times the consumer's timeout, for pollers that wait for an invocation. One that has
      // begun hides its messages for as long as it may run: see `shared/runtime/queue.ts`.
      visibilityTimeout: Duration.seconds(6 * this.consumerTimeout.toSeconds()),
      deadLetterQueue: { maxReceiveCount: 10, queue: this.deadLetters },
    })
  }

  /** Known once the functions are made. */
  get consumer(): IFunction {
    if (!this.consumedByOne) throw new Error(`Nothing consumes the queue ${this.node.id}`)
    return this.consumedByOne
  }

  consumedBy(consumer: IFunction, { maxConcurrency = 2 }: Consumption = {}): void {
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

export function consumedQueue(
  { queues = {} }: FunctionResources,
  all: Readonly<Record<QueueName, WorkQueue>>,
): WorkQueue | undefined {
  const names = Object.keys(queues) as QueueName[]
  const consumed = names.find((name) => queues[name]?.includes('Consume'))
  return consumed && all[consumed]
}

/** What it consumes and puts back. */
export function isItsOwnSource({ queues = {} }: FunctionResources): boolean {
  return Object.values(queues).some(
    (actions) => actions.includes('Consume') && actions.includes('SendMessage'),
  )
}
