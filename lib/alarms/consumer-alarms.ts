import { Duration } from 'aws-cdk-lib'
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { QueueName } from '../../shared/runtime/resources.ts'
import type { LedgerWriters } from '../ledger/ledger-writers.ts'
import type { Senders } from '../senders.ts'
import type { WorkQueue } from '../work-queue.ts'
import { type AlarmTable, combinedMetric, loggedMetric, alarmPeriod as period } from './alarms.ts'

interface AlarmSources {
  queues: Readonly<Record<QueueName, WorkQueue>>
  senders: Senders
  ledgerWriters: LedgerWriters
}

export function consumerAlarms(
  scope: Construct,
  { queues, senders, ledgerWriters }: AlarmSources,
): AlarmTable {
  const reconcilers = [senders.requeueOverdueReissues, senders.watchVote]
  const { writeLedger, tellLedgerHead } = ledgerWriters
  const sum = { period, statistic: 'Sum' }
  const maximum = { period, statistic: 'Maximum' }
  const { mailEvent, accountEvent, ...voterQueues } = queues
  const { sms: _, ...agedQueues } = queues
  const deadLettersOf = (...sources: Pick<WorkQueue, 'deadLetters'>[]): IMetric =>
    combinedMetric(
      'MAX',
      sources.map(({ deadLetters }) =>
        deadLetters.metricApproximateNumberOfMessagesVisible(maximum),
      ),
    )
  const errorsOf = (functions: Pick<IFunction, 'metricErrors'>[]) =>
    combinedMetric(
      'SUM',
      functions.map((target) => target.metricErrors(sum)),
    )
  return {
    DeadLetters: {
      metric: deadLettersOf(...Object.values(voterQueues)),
    },
    EventDeadLetters: {
      metric: deadLettersOf(mailEvent, accountEvent),
    },
    FailingConsumers: {
      metric: errorsOf([...new Set(Object.values(queues).map(({ consumer }) => consumer))]),
    },
    StillQueues: {
      // A requeued message starts at age 0; the logs show its real delay.
      metric: combinedMetric(
        'MAX',
        Object.values(agedQueues).map(({ queue }) =>
          queue.metricApproximateAgeOfOldestMessage(maximum),
        ),
      ),
      // A link held until the next day is requeued every 15 minutes.
      above: 1800,
    },
    Sweep: { metric: errorsOf(reconcilers) },
    AbsentSweep: {
      // Without FILL, CloudWatch reuses older values and alarms 15 minutes late (decision 59).
      metric: combinedMetric(
        'MIN',
        reconcilers.map((target) => target.metricInvocations(sum)),
      ),
      below: 1,
    },
    LedgerDeadLetters: {
      metric: ledgerWriters.deadLetters.metricApproximateNumberOfMessagesVisible(maximum),
    },
    FailingLedger: { metric: errorsOf([writeLedger, tellLedgerHead]) },
    SilentLedger: {
      metric: new MathExpression({
        expression: 'FILL(unread, 0) + IF(FILL(throttles, 0) > 0 AND FILL(runs, 0) < 1, 1, 0)',
        usingMetrics: {
          unread: loggedMetric(scope, 'StreamsUnread'),
          throttles: writeLedger.metricThrottles(),
          runs: writeLedger.metricInvocations(),
        },
        period: Duration.minutes(1),
      }),
      // FILL turns a late value into 0.
      evaluationPeriods: 3,
    },
    LateLedger: {
      metric: new MathExpression({
        // Heartbeats come every minute, and one may be late. The age is in milliseconds.
        expression: 'MIN([FILL(runs, 0), IF(FILL(age, 0) > 600000, 0, 1)])',
        usingMetrics: {
          runs: writeLedger.metricInvocations(),
          age: writeLedger.metric('IteratorAge', maximum),
        },
        period: Duration.minutes(3),
      }),
      below: 1,
    },
  }
}
