import { Duration, Stack } from 'aws-cdk-lib'
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  MathExpression,
  type Metric,
  PeriodOverride,
  SearchExpression,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Election } from '../shared/domain/election/election.ts'
import { type WatchedMetric, watchedMetrics } from '../shared/domain/metrics.ts'
import type { QueueName } from '../shared/runtime/resources.ts'
import { dashboardTexts as texts } from '../shared/texts/dashboard.ts'
import { addFrenchSpaces } from '../shared/texts/french-typography.ts'
import { metricTexts } from '../shared/texts/metric-names.ts'
import { isRehearsal, rehearsalTexts } from '../shared/texts/rehearsal.ts'
import {
  accountMetrics,
  callsOf,
  loggedMetric,
  throttlesOf,
  warningShare,
} from './alarms/alarm-metrics.ts'
import type { Api } from './api.ts'
import { metricsNamespace } from './metrics-namespace.ts'
import type { Tables } from './tables.ts'
import type { WorkQueue } from './work-queue.ts'

export interface DashboardProps {
  election: Election
  api: Api
  queues: Readonly<Record<QueueName, WorkQueue>>
  tables: Tables
  alarms: Alarm[]
}

const gridWidth = 24

export class Dashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { alarms, api, election, queues, tables }: DashboardProps,
  ) {
    super(scope, id)
    const { stackName, region } = Stack.of(this)
    const { lambdaConcurrency, smsMonthlySpendUsd } = election
    const loggedMetrics = (...names: (keyof typeof metricTexts)[]): IMetric[] =>
      names.map((name) => {
        const { metric, statistic } = watchedMetrics[name]
        return loggedMetric(this, metric, { label: metricTexts[name], statistic })
      })
    const metricsPerQueue = (metricOf: (queue: WorkQueue) => Metric) =>
      Object.values(queues).map((queue) => metricOf(queue).with({ label: queue.node.id }))
    new CloudWatchDashboard(this, 'Dashboard', {
      // Names of dashboards must differ between an account's regions.
      dashboardName: `${stackName}-${region}`,
      defaultInterval: Duration.hours(12),
      // By default, CloudWatch lengthens periods for long time ranges.
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        ...(isRehearsal(election) ? [[headingWidget(rehearsalTexts.watermark)]] : []),
        [new AlarmStatusWidget({ title: texts.alarms, alarms, width: gridWidth, height: 4 })],
        [headingWidget(texts.entryHeading)],
        [
          graphWidget(texts.space, loggedMetrics('opened', 'refused', 'passwords')),
          graphWidget(texts.booth, loggedMetrics('boothOpened', 'boothRefused', 'identifiersUsed')),
          graphWidget(
            texts.api,
            [
              api.failures.with({ label: texts.failures }),
              api.refusals.with({ label: texts.refusals }),
            ],
            { rightMetrics: [api.latency.with({ label: texts.latency })] },
          ),
        ],
        [headingWidget(texts.smsHeading)],
        [
          graphWidget(texts.requests, loggedMetrics('accepted', 'cancelled', 'sent')),
          this.graphByDimension(texts.refusalReasons, 'requestsRefused', 'reason'),
          graphWidget(texts.handoverSeconds, loggedMetrics('medianHandover', 'p95Handover')),
          graphWidget(texts.keptPromiseShare, loggedMetrics('promisesKept')),
          this.graphByDimension(texts.requestsByTerritory, 'accepted'),
          this.graphByDimension(texts.handoversByTerritory, 'sent'),
          this.graphByDimension(texts.handoverSecondsByTerritory, 'p95Handover'),
          this.graphByDimension(texts.deliveryShareByTerritory, 'deliveredShare'),
          this.graphByDimension(texts.identifierUsesByTerritory, 'identifiersUsed'),
          graphWidget(
            texts.stuckSms,
            loggedMetrics('smsLate', 'openCircuits', 'smsHeld', 'smsRefused', 'smsMissing'),
          ),
        ],
        [headingWidget(texts.mailHeading)],
        [
          graphWidget(texts.mailDepartures, loggedMetrics('cancelLinks', 'links', 'news')),
          graphWidget(texts.mailWait, loggedMetrics('linkWait', 'mailWait')),
          graphWidget(
            texts.stuckMails,
            loggedMetrics('mailsNotTaken', 'beyondBudget', 'refusingAddresses'),
          ),
          graphWidget(texts.reputation, [
            accountMetrics.bounces.with({ label: texts.refusedAddresses }),
            accountMetrics.complaints.with({ label: texts.complaints }),
          ]),
        ],
        [headingWidget(texts.capacityHeading)],
        [
          graphWidget(texts.routes, limitUsageOf(api), { limit: [warningShare, texts.threshold] }),
          graphWidget(
            texts.oldestMessages,
            metricsPerQueue(({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
          ),
          graphWidget(
            texts.concurrency,
            [accountMetrics.claimedConcurrency.with({ label: texts.busyFunctions })],
            { limit: [lambdaConcurrency, texts.grantedConcurrency] },
          ),
          graphWidget(texts.throttledCalls, [
            LambdaFunction.metricAllThrottles({ label: texts.functionNames }),
            throttlesOf(tables, 'Read').with({ label: texts.tableReads }),
            throttlesOf(tables, 'Write').with({ label: texts.tableWrites }),
          ]),
          graphWidget(
            texts.failedMessages,
            metricsPerQueue(({ deadLetters }) =>
              deadLetters.metricApproximateNumberOfMessagesVisible(),
            ),
          ),
        ],
        [headingWidget(texts.costHeading)],
        [
          graphWidget(
            texts.monthlySpend,
            [accountMetrics.monthlySpend.with({ label: texts.spentAmount })],
            { limit: [smsMonthlySpendUsd, texts.monthlyLimit] },
          ),
        ],
      ],
    })
  }

  private graphByDimension(title: string, name: WatchedMetric, dimension = 'territory'): IWidget {
    const { metric, statistic } = watchedMetrics[name]
    const schema = `{"${metricsNamespace(this)}",${dimension}}`
    const lines = new SearchExpression({
      expression: `SEARCH('${schema} MetricName="${metric}"', '${statistic}', 300)`,
      label: `\${PROP('Dim.${dimension}')}`,
    })
    return graphWidget(title, [lines])
  }
}

function limitUsageOf(api: Api): IMetric[] {
  return callsOf(api).map(
    ({ route, calls, callLimit }, index) =>
      new MathExpression({
        expression: `m${index} / ${callLimit}`,
        usingMetrics: { [`m${index}`]: calls },
        label: route,
        period: Duration.minutes(1),
      }),
  )
}

function headingWidget(title: string): TextWidget {
  return new TextWidget({ markdown: `## ${addFrenchSpaces(title)}`, width: gridWidth, height: 1 })
}

interface GraphOptions {
  rightMetrics?: IMetric[]
  limit?: [value: number | undefined, label: string]
}

function graphWidget(
  title: string,
  leftMetrics: IMetric[],
  { rightMetrics = [], limit: [value, label] = [undefined, ''] }: GraphOptions = {},
) {
  return new GraphWidget({
    title,
    left: leftMetrics,
    right: rightMetrics,
    leftAnnotations: value === undefined ? [] : [{ value, label }],
    leftYAxis: { min: 0, showUnits: false },
    width: gridWidth / 3,
    height: 6,
  })
}
