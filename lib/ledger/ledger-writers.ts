import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { resources as tellLedgerHead } from '../../functions/tell-ledger-head/resources.ts'
import { resources as writeLedger } from '../../functions/write-ledger/resources.ts'
import { variableOf } from '../../shared/runtime/resources.ts'
import { allow } from '../account/policies.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { keptMessages } from '../work-queue.ts'

/** At most: S3's own words are 100 to 200 ms for a small object, a core here does 1,000 records in half of that. */
export const ledgerPace = {
  writers: 2,
  s3Milliseconds: 200,
  /** Of 1,000 records: read, digested and chained; of those, chained and read again after another's segment. */
  coreMilliseconds: { all: 75, chained: 20 },
}

/** What writes the ledger from the tables' streams, and what signs and mails where it ends. */
export class LedgerWriters extends Construct {
  readonly writeLedger: FunctionWithRights
  readonly tellLedgerHead: FunctionWithRights
  /** Of what the mappings gave up: shards and numbers, and no record. */
  readonly deadLetters: Queue

  /** @param watcher asks each minute whether all streams are read */
  constructor(scope: Construct, id: string, context: FunctionContext, watcher: FunctionWithRights) {
    super(scope, id)
    this.deadLetters = new Queue(this, 'DeadLetters', keptMessages)
    // Two at once wait for each other's segments; more would only wait longer.
    this.writeLedger = new FunctionWithRights(this, 'WriteLedger', writeLedger, context, {
      // A mapping made anew has it read the segments of a day.
      timeout: Duration.minutes(5),
      reserves: ledgerPace.writers,
      givenUp: this.deadLetters,
    })
    watcher.addEnvironment(variableOf.ledgerWriter, this.writeLedger.functionName)
    allow(watcher, ['lambda:GetFunctionConcurrency'], [this.writeLedger.functionArn])
    // Lambda knows no resource of a list.
    allow(watcher, ['lambda:ListEventSourceMappings'], ['*'])
    this.tellLedgerHead = new FunctionWithRights(this, 'TellLedgerHead', tellLedgerHead, context, {
      timeout: Duration.seconds(55),
      reserves: 1,
    })
    new Rule(this, 'Heads', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.tellLedgerHead)],
    })
  }
}
