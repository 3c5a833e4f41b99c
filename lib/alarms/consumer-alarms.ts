import { Duration } from 'aws-cdk-lib'
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { QueueName } from '../../shared/runtime/resources.ts'
import type { LedgerWriters } from '../ledger/ledger-writers.ts'
import type { Senders } from '../senders.ts'
import type { WorkQueue } from '../work-queue.ts'
import { type AlarmTable, joined, journalled, alarmPeriod as period } from './alarms.ts'

interface Watched {
  queues: Readonly<Record<QueueName, WorkQueue>>
  senders: Senders
  ledgerWriters: LedgerWriters
}

/** For functions that queues and schedules invoke: nobody would notice that they stop. */
export function consumerAlarms(
  scope: Construct,
  { queues, senders, ledgerWriters }: Watched,
): AlarmTable {
  const sweeps = [senders.requeueOverdueReissues, senders.watchVote]
  const { writeLedger, tellLedgerHead } = ledgerWriters
  const sums = { period, statistic: 'Sum' }
  const most = { period, statistic: 'Maximum' }
  const { mailEvent, accountEvent, ...voters } = queues
  const { sms: _, ...others } = queues
  const deadLettersOf = (...of: Pick<WorkQueue, 'deadLetters'>[]): IMetric =>
    joined(
      'MAX',
      of.map(({ deadLetters }) => deadLetters.metricApproximateNumberOfMessagesVisible(most)),
    )
  const errorsOf = (functions: Pick<IFunction, 'metricErrors'>[]) =>
    joined(
      'SUM',
      functions.map((one) => one.metricErrors(sums)),
    )
  return {
    DeadLetters: {
      metric: deadLettersOf(...Object.values(voters)),
    },
    EventDeadLetters: {
      metric: deadLettersOf(mailEvent, accountEvent),
    },
    FailingConsumers: {
      metric: errorsOf([...new Set(Object.values(queues).map(({ consumer }) => consumer))]),
    },
    StillQueues: {
      // A message that is put again begins anew; the journal says how late it is.
      metric: joined(
        'MAX',
        Object.values(others).map(({ queue }) => queue.metricApproximateAgeOfOldestMessage(most)),
      ),
      // A link of the next day waits for a quarter of an hour at a time.
      above: 1800,
    },
    Sweep: { metric: errorsOf(sweeps) },
    AbsentSweep: {
      // Filled: CloudWatch takes older values of a silent metric, and the alarm would go off a quarter of an hour later
      // (decision 59).
      metric: joined(
        'MIN',
        sweeps.map((one) => one.metricInvocations(sums)),
      ),
      below: 1,
    },
    LedgerDeadLetters: {
      metric: ledgerWriters.deadLetters.metricApproximateNumberOfMessagesVisible(most),
    },
    FailingLedger: { metric: errorsOf([writeLedger, tellLedgerHead]) },
    SilentLedger: {
      metric: new MathExpression({
        // Throttles alone are usual: the streams have more shards than the writer's concurrency.
        expression: 'FILL(unread, 0) + IF(FILL(throttles, 0) > 0 AND FILL(runs, 0) < 1, 1, 0)',
        usingMetrics: {
          unread: journalled(scope, 'StreamsUnread'),
          throttles: writeLedger.metricThrottles(),
          runs: writeLedger.metricInvocations(),
        },
        period: Duration.minutes(1),
      }),
      // FILL takes a value that CloudWatch receives late for 0.
      inOneOf: 3,
    },
    LateLedger: {
      metric: new MathExpression({
        // A heartbeat comes each minute; one may be late. The age is in milliseconds.
        expression: 'MIN([FILL(runs, 0), IF(FILL(age, 0) > 600000, 0, 1)])',
        usingMetrics: {
          runs: writeLedger.metricInvocations(),
          age: writeLedger.metric('IteratorAge', most),
        },
        period: Duration.minutes(3),
      }),
      below: 1,
    },
  }
}
