import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { resources as signLedgerHead } from '../../functions/sign-ledger-head/resources.ts'
import { resources as writeLedger } from '../../functions/write-ledger/resources.ts'
import { variableOf } from '../../shared/runtime/resources.ts'
import { actionsOf, allow } from '../account/policies.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { queueDefaults } from '../work-queue.ts'

export const ledgerCapacity = {
  /** With more writers, each would only wait longer for the others' segments. */
  writers: 2,
  /** S3 documents latencies of roughly 100 to 200 ms for small objects. */
  s3Milliseconds: 200,
  /** Upper bounds of the CPU time per 1,000 records: all steps, and chaining again after another writer's segment. */
  coreMilliseconds: { total: 75, rechaining: 20 },
}

const streamWindowSeconds = 30
/** Maximum records in a batch. At 2 kB a record, a full batch reaches the 6 MB that an invocation accepts. */
export const streamBatchSize = 3000
/** The mapping gives up and reports a record an hour before the stream would silently drop it. */
const recordAgeLimit = Duration.hours(23)

export class LedgerWriters extends Construct {
  readonly writeLedger: FunctionWithRights
  readonly signLedgerHead: FunctionWithRights
  /** Shards and sequence numbers of failed batches, without the records themselves. */
  readonly deadLetters: Queue
  readonly headSchedule: Rule

  constructor(scope: Construct, id: string, context: FunctionContext, watcher: FunctionWithRights) {
    super(scope, id)
    this.deadLetters = new Queue(this, 'DeadLetters', queueDefaults)
    this.writeLedger = new FunctionWithRights(this, 'WriteLedger', writeLedger, context, {
      // A new event source mapping replays a day of records. The writer first reads the segments of that day.
      timeout: Duration.minutes(5),
      reservedConcurrency: ledgerCapacity.writers,
    })
    this.readStreams(context)
    watcher.addEnvironment(variableOf.ledgerWriter, this.writeLedger.functionName)
    allow(watcher, ['lambda:GetFunctionConcurrency'], [this.writeLedger.functionArn])
    allow(watcher, ['lambda:ListEventSourceMappings'], ['*'])
    // Another id would replace the deployed function.
    this.signLedgerHead = new FunctionWithRights(this, 'TellLedgerHead', signLedgerHead, context, {
      timeout: Duration.seconds(55),
      reservedConcurrency: 1,
    })
    this.headSchedule = new Rule(this, 'Heads', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.signLedgerHead)],
    })
  }

  private readStreams({ tables }: FunctionContext): void {
    const { queueArn } = this.deadLetters
    allow(this.writeLedger, ['sqs:SendMessage'], [queueArn])
    for (const name of writeLedger.streams) {
      const { tableName, tableStreamArn } = tables[name]
      const streamArn = tableStreamArn as string
      this.writeLedger.addEnvironment(variableOf.table(name), tableName)
      // CDK's own grant would also allow listing all streams of the account.
      const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams']
      allow(this.writeLedger, actionsOf('dynamodb', actions), [streamArn])
      new EventSourceMapping(this.writeLedger, `Stream${name}`, {
        target: this.writeLedger,
        eventSourceArn: streamArn,
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: streamBatchSize,
        maxBatchingWindow: Duration.seconds(streamWindowSeconds),
        // There is no retry limit, because an outage of S3 may last for hours.
        maxRecordAge: recordAgeLimit,
        onFailure: { bind: () => ({ destination: queueArn }) },
        bisectBatchOnError: true,
      })
    }
  }
}
