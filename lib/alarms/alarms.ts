import { Duration } from 'aws-cdk-lib'
import {
  type Alarm,
  type IMetric,
  MathExpression,
  Metric,
  type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch'
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { smsResourceNames } from '../../shared/contract/sms-resource-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { MetricName } from '../../shared/domain/metric-names.ts'
import type { QueueName } from '../../shared/runtime/resources.ts'
import type { AlarmName } from '../../shared/texts/alarms.ts'
import type { AccountEvents } from '../account/account-events.ts'
import type { Api } from '../api.ts'
import type { LedgerWriters } from '../ledger/ledger-writers.ts'
import type { Senders } from '../senders.ts'
import type { Tables } from '../tables.ts'
import type { WorkQueue } from '../work-queue.ts'
import {
  accountMetrics,
  callsOf,
  greatestOf,
  leastOf,
  loggedMetric,
  sumOf,
  throttlesOf,
  warningShare,
} from './alarm-metrics.ts'
import { type AlarmCondition, addTeamAlarm, addTeamTopic } from './team-alarm.ts'

const minute = Duration.minutes(1)

/** Rates above which AWS reviews an account: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html */
const reviewThresholds = { bounces: 0.05, complaints: 0.001 }

interface AlarmSources {
  queues: Readonly<Record<QueueName, WorkQueue>>
  api: Api
  staffApi: Pick<Api, 'failures'> | undefined
  senders: Senders
  ledgerWriters: LedgerWriters
  accountEvents: AccountEvents
  tables: Tables
  election: Election
}

export class Alarms extends Construct {
  readonly alarmsByName: Readonly<Record<string, Alarm>>

  constructor(scope: Construct, id: string, sources: AlarmSources) {
    super(scope, id)
    const { ledgerWriters, election } = sources
    const topic = addTeamTopic(this, election.alarms?.email)
    const alarms = Object.entries(alarmConditions(this, sources)).map(([name, condition]) => [
      name,
      addTeamAlarm(this, name as AlarmName, topic, condition),
    ])
    this.alarmsByName = Object.fromEntries(alarms)
    // The alarm is created after the functions, because it goes off while they do not run.
    this.alarmsByName.LateLedger?.node.addDependency(ledgerWriters)
  }
}

function alarmConditions(
  scope: Construct,
  { queues, api, staffApi, senders, ledgerWriters, accountEvents, tables, election }: AlarmSources,
): { readonly [name in AlarmName]?: AlarmCondition } {
  const { smsMonthlySpendUsd, mailsPerDay, lambdaConcurrency } = election
  const { writeLedger, signLedgerHead } = ledgerWriters
  const scheduledFunctions = [senders.requeueOverdueReissues, senders.watchVote]
  const consumers = new Set(Object.values(queues).map(({ consumer }) => consumer))
  const { mailEvent, accountEvent, ...voterQueues } = queues
  const { sms: _, ...otherQueues } = queues
  const counter = (name: MetricName, options?: MetricOptions) => loggedMetric(scope, name, options)
  const waitingCount = (queue: IQueue, options?: MetricOptions) =>
    queue.metricApproximateNumberOfMessagesVisible(options)
  const maxDeadLetters = (workQueues: WorkQueue[], ...others: IMetric[]) =>
    greatestOf([...workQueues.map(({ deadLetters }) => waitingCount(deadLetters)), ...others])
  const errorsOf = (functions: IFunction[]) =>
    sumOf(functions.map((target) => target.metricErrors()))
  return {
    FailingApi: { metric: api.failures.with({ period: minute }), maximum: 5 },
    ...(staffApi && { FailingStaffApi: { metric: staffApi.failures, maximum: 5 } }),

    DeadLetters: { metric: maxDeadLetters(Object.values(voterQueues)) },
    EventDeadLetters: {
      metric: maxDeadLetters([mailEvent, accountEvent], accountEvents.lostMessagingEvents),
    },
    FailingConsumers: { metric: errorsOf([...consumers]) },
    StillQueues: {
      metric: greatestOf(
        Object.values(otherQueues).map(({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
      ),
      // Seconds: twice the 15 minutes that SQS can delay a message.
      maximum: 1800,
    },
    Sweep: { metric: errorsOf(scheduledFunctions) },
    AbsentSweep: {
      // `leastOf` counts missing values as 0. CloudWatch itself would reuse older values and alarm late.
      metric: leastOf(scheduledFunctions.map((target) => target.metricInvocations())),
      minimum: 1,
    },

    LedgerDeadLetters: { metric: waitingCount(ledgerWriters.deadLetters) },
    FailingLedger: { metric: errorsOf([writeLedger, signLedgerHead]) },
    SilentLedger: {
      metric: expressionOf(
        'FILL(unread, 0) + IF(FILL(throttles, 0) > 0 AND FILL(runs, 0) < 1, 1, 0)',
        {
          unread: counter('StreamsUnread'),
          throttles: writeLedger.metricThrottles(),
          runs: writeLedger.metricInvocations(),
        },
        minute,
      ),
      // FILL counts a late value as 0. With three periods, the alarm still evaluates it once it has arrived.
      evaluationPeriods: 3,
    },
    LateLedger: {
      metric: expressionOf(
        // `requeue-overdue-reissues` writes one record a minute as a heartbeat. The age is in milliseconds.
        'MIN([FILL(runs, 0), IF(FILL(age, 0) > 600000, 0, 1)])',
        {
          runs: writeLedger.metricInvocations(),
          age: writeLedger.metric('IteratorAge', { statistic: 'Maximum' }),
        },
        Duration.minutes(3),
      ),
      minimum: 1,
    },

    DailyCap: { metric: counter('SmsHeld') },
    StoppedSms: { metric: sumOf([counter('SmsUnpaid'), counter('OpenCircuits')]) },
    RefusingCarrier: { metric: counter('SmsNotTaken'), maximum: 50 },
    MissedSms: { metric: counter('SmsReportedMissing'), maximum: 50 },
    // SQS's age of the oldest message leaves out messages received three times or more, hence this counter.
    LateSms: { metric: counter('SmsLate') },
    FailingTerritory: { metric: counter('FailingTerritories') },
    MissingReceipts: { metric: counter('ReceiptsMissing') },
    UnconfirmedSms: { metric: counter('SmsBeforeMail') },
    LostReceipts: { metric: sumOf(lostReceiptMetrics) },
    ...(smsMonthlySpendUsd !== undefined && {
      MonthlySpendHalf: { metric: accountMetrics.monthlySpend, maximum: smsMonthlySpendUsd * 0.5 },
      MonthlySpend: { metric: accountMetrics.monthlySpend, maximum: smsMonthlySpendUsd * 0.8 },
    }),

    LateMails: {
      // SQS's age of the oldest message is too low: a waiting message is requeued as a new one.
      metric: greatestOf([
        counter('LinkWaitSeconds', { statistic: 'Maximum' }),
        counter('MailWaitSeconds', { statistic: 'Maximum' }),
      ]),
      maximum: 1800,
    },
    NoMail: {
      // An e-mail that SES refuses for now is requeued with a delay, in which it is not visible. So refusals count as waiting.
      metric: expressionOf('IF(waitingMails > 0 AND sends == 0, 1, 0)', {
        waitingMails: sumOf(
          [
            ...[queues.mail, queues.link, queues.news].map(({ queue }) =>
              waitingCount(queue, { statistic: 'Minimum' }),
            ),
            counter('MailsNotTaken'),
          ],
          'w',
        ),
        sends: sumOf([counter('StopLinksMailed'), counter('LinksMailed'), counter('NewsMailed')]),
      }),
    },
    // A single refused e-mail, retried every minute, exceeds 3 only after three minutes.
    RefusedMails: { metric: counter('MailsNotTaken'), maximum: 3 },
    RefusingDomain: { metric: counter('RefusingDomains') },
    // A waiting link is counted again every 15 minutes, which keeps the alarm on.
    NoLinkBudget: { metric: counter('LinksBeyondBudget', { period: Duration.minutes(30) }) },
    Bounces: { metric: accountMetrics.bounces, maximum: reviewThresholds.bounces },
    Complaints: { metric: accountMetrics.complaints, maximum: reviewThresholds.complaints },
    ...(mailsPerDay !== undefined && {
      MailQuota: { metric: accountMetrics.mails, maximum: mailsPerDay * warningShare },
    }),

    CrowdedRoutes: { metric: highestRouteLoad(api), maximum: warningShare },
    RefusedSignIns: {
      // Even on the first morning, fewer sign-ins should fail than succeed.
      metric: expressionOf(
        'IF(FILL(refused, 0) > 100 AND FILL(refused, 0) > FILL(opened, 0), 1, 0)',
        { refused: counter('SessionsRefused'), opened: counter('SessionsOpened') },
      ),
    },
    ThrottledReads: { metric: throttlesOf(tables, 'Read') },
    ThrottledWrites: { metric: throttlesOf(tables, 'Write') },
    ThrottledFunctions: {
      // Throttles of the ledger's writer are normal: it has fewer reserved executions than streams to read.
      metric: expressionOf('FILL(total, 0) - FILL(ledger, 0)', {
        total: LambdaFunction.metricAllThrottles(),
        ledger: writeLedger.metricThrottles(),
      }),
    },
    ...(lambdaConcurrency !== undefined && {
      LambdaConcurrency: {
        metric: accountMetrics.claimedConcurrency,
        maximum: lambdaConcurrency * warningShare,
      },
    }),
  }
}

/** CDK applies an expression's period to all of its metrics. */
function expressionOf(
  expression: string,
  usingMetrics: Record<string, IMetric>,
  period = Duration.minutes(5),
): MathExpression {
  return new MathExpression({ expression, usingMetrics, period })
}

const lostReceiptMetrics = [
  new Metric({
    namespace: smsResourceNames.stack,
    metricName: 'ReceiptsUnreadable' satisfies MetricName,
    statistic: 'Sum',
  }),
  new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'Errors',
    dimensionsMap: { FunctionName: smsResourceNames.collector },
    statistic: 'Sum',
  }),
]

function highestRouteLoad(api: Api): MathExpression {
  const routeCalls = callsOf(api)
  const shareExpressions = routeCalls.map(
    ({ callLimit }, index) => `FILL(m${index}, 0) / ${callLimit}`,
  )
  const metrics = routeCalls.map(({ calls }, index) => [`m${index}`, calls])
  return expressionOf(`MAX([${shareExpressions.join(', ')}])`, Object.fromEntries(metrics), minute)
}
