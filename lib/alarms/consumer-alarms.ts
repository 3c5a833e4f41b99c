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
      // A requeued message starts at age 0; the logs show its real delay.
      metric: joined(
        'MAX',
        Object.values(others).map(({ queue }) => queue.metricApproximateAgeOfOldestMessage(most)),
      ),
      // A link held until the next day is requeued every 15 minutes.
      above: 1800,
    },
    Sweep: { metric: errorsOf(sweeps) },
    AbsentSweep: {
      // Without FILL, CloudWatch reuses older values and alarms 15 minutes late (decision 59).
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
        expression: 'FILL(unread, 0) + IF(FILL(throttles, 0) > 0 AND FILL(runs, 0) < 1, 1, 0)',
        usingMetrics: {
          unread: journalled(scope, 'StreamsUnread'),
          throttles: writeLedger.metricThrottles(),
          runs: writeLedger.metricInvocations(),
        },
        period: Duration.minutes(1),
      }),
      // FILL turns a late value into 0.
      inOneOf: 3,
    },
    LateLedger: {
      metric: new MathExpression({
        // Heartbeats come every minute, and one may be late. The age is in milliseconds.
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
