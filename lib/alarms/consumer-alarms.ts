import { Duration } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import type { LedgerWriters } from '../ledger/ledger-writers.ts'
import type { Senders } from '../senders.ts'
import type { WorkQueue } from '../work-queue.ts'
import { type Alarms, joined, journalled, alarmPeriod as period } from './alarms.ts'

interface Watched {
  queues: WorkQueue[]
  smsQueue: WorkQueue
  senders: Senders
  ledgerWriters: LedgerWriters
}

/** What is behind the queues and the clock, which nobody calls: without these it would stop in silence. */
export function addConsumerAlarms(
  alarms: Alarms,
  { queues, smsQueue, senders, ledgerWriters }: Watched,
): void {
  const sweep = senders.requeueOverdueReissues
  const consumers = [...new Set(queues.map(({ consumer }) => consumer))]
  const sums = { period, statistic: 'Sum' }
  const waitingIn = (one: Pick<WorkQueue, 'deadLetters'>) =>
    one.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' })
  for (const queue of queues) {
    const { node } = queue
    alarms.alarm(`${node.id}DeadLetters`, {
      metric: waitingIn(queue),
      above: 0,
      says: `Messages of the queue ${node.id} failed ten times.`,
      runbook: 'messages-in-a-dlq',
    })
  }
  alarms.alarm('FailingConsumers', {
    metric: joined(
      'SUM',
      consumers.map((one) => one.metricErrors(sums)),
    ),
    above: 0,
    says: 'Functions that serve the queues crash or take too long.',
    runbook: 'functions-behind-the-queues-fail',
  })
  alarms.alarm('StillQueues', {
    // Of messages that nobody has received: what is put again begins anew, and the journal says how late that is.
    metric: joined(
      'MAX',
      queues
        .filter((one) => one !== smsQueue)
        .map(({ queue }) =>
          queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
        ),
    ),
    // A link of the next day is held back for a quarter of an hour at a time.
    above: 1800,
    says: 'Messages of a queue wait for half an hour without being read.',
    runbook: 'messages-wait-in-a-queue',
  })
  alarms.alarm('Sweep', {
    metric: sweep.metricErrors(sums),
    above: 0,
    says: 'The sweep that forgets no request fails.',
    runbook: 'the-sweep-fails',
  })
  alarms.alarm('AbsentSweep', {
    // Filled: of a metric that falls silent CloudWatch takes older values, and an alarm goes off a quarter of an hour
    // later (decision 59). At a first deployment it may go on until the first run, when nobody has confirmed the
    // subscription yet.
    metric: joined('SUM', [sweep.metricInvocations(sums)]),
    below: 1,
    says: 'The sweep that forgets no request does not run.',
    runbook: 'the-sweep-does-not-run',
  })
  alarms.alarm('LedgerDeadLetters', {
    metric: waitingIn(ledgerWriters),
    above: 0,
    says: 'What a stream told was given up after 23 hours: the ledger may lack it.',
    runbook: 'the-ledger-fails',
  })
  const { writeLedger, tellLedgerHead } = ledgerWriters
  alarms.alarm('FailingLedger', {
    metric: joined(
      'SUM',
      [writeLedger, tellLedgerHead].map((one) => one.metricErrors(sums)),
    ),
    above: 0,
    says: 'The ledger is not written, or nobody is told where it ends.',
    runbook: 'the-ledger-fails',
  })
  const silent = alarms.alarm('SilentLedger', {
    metric: new MathExpression({
      // A heartbeat comes each minute; one may be late.
      expression: 'MIN([FILL(runs, 0), 1 - FILL(unread, 0)])',
      usingMetrics: {
        runs: writeLedger.metricInvocations(),
        unread: journalled(alarms, 'StreamsUnread'),
      },
      period: Duration.minutes(3),
    }),
    below: 1,
    says: 'The ledger is kept from what is written: its writer does not run, or a stream is not read.',
    runbook: 'the-ledger-fails',
  })
  // Made once the streams are read, and gone before.
  silent.node.addDependency(ledgerWriters)
  alarms.alarm('LateLedger', {
    metric: writeLedger.metric('IteratorAge', { period, statistic: 'Maximum' }),
    // Milliseconds. What a stream holds for a day is lost to it then.
    above: 600_000,
    says: 'The ledger is more than ten minutes behind the tables.',
    runbook: 'the-ledger-fails',
  })
}
