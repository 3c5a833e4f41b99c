import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import { resources as tellLedgerHead } from '../../functions/tell-ledger-head/resources.ts'
import { resources as writeLedger } from '../../functions/write-ledger/resources.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'

/** What writes the ledger from the tables' streams, and what signs and mails where it ends. */
export class LedgerWriters extends Construct {
  readonly writeLedger: FunctionWithRights
  readonly tellLedgerHead: FunctionWithRights

  constructor(scope: Construct, id: string, context: FunctionContext) {
    super(scope, id)
    // Two at once wait for each other's segments; more would only wait longer.
    this.writeLedger = new FunctionWithRights(this, 'WriteLedger', writeLedger, context, {
      timeout: Duration.seconds(60),
      reserves: 2,
    })
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
