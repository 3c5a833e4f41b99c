import { Duration } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

/** How long a consumer may run. */
export const consumerTimeout = Duration.seconds(20)

/** A queue of requests' ids: delayed, tried again for twenty minutes, then kept in a DLQ for two weeks. */
export class ReissueQueue extends Construct {
  readonly queue: Queue

  constructor(scope: Construct, id: string, props: { delay: Duration }) {
    super(scope, id)
    this.queue = new Queue(this, 'Queue', {
      deliveryDelay: props.delay,
      // AWS's own advice: six times the consumer's timeout.
      visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: {
        maxReceiveCount: 10,
        queue: new Queue(this, 'DeadLetters', {
          retentionPeriod: Duration.days(14),
          encryption: QueueEncryption.SQS_MANAGED,
          enforceSSL: true,
        }),
      },
    })
  }

  consumedBy(consumer: IFunction): void {
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      }),
    )
  }
}
