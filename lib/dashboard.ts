import { Duration, Stack } from 'aws-cdk-lib'
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type HorizontalAnnotation,
  type IMetric,
  type IWidget,
  MathExpression,
  PeriodOverride,
  SearchExpression,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Election } from '../shared/domain/election/election.ts'
import { type OwnMetric, ownMetrics, warnedShare } from '../shared/domain/metrics.ts'
import type { QueueName } from '../shared/runtime/resources.ts'
import { dashboardTexts as texts } from '../shared/texts/dashboard.ts'
import { withFrenchSpaces } from '../shared/texts/french-typography.ts'
import { isRehearsal, rehearsalTexts } from '../shared/texts/rehearsal.ts'
import { journalled, ofAccount, alarmPeriod as period } from './alarms/alarms.ts'
import { callsOf, claimedConcurrency, throttlesOf } from './alarms/capacity-alarms.ts'
import { monthToDateSpend } from './alarms/sms-alarms.ts'
import type { Api } from './api.ts'
import { metricsNamespace } from './metrics-namespace.ts'
import type { Tables } from './tables.ts'
import type { WorkQueue } from './work-queue.ts'

export interface Shown {
  election: Election
  api: Api
  queues: Readonly<Record<QueueName, WorkQueue>>
  tables: Tables
  alarms: Alarm[]
}

const gridWidth = 24

/** What the team reads on the last evening, in the order in which it asks. */
export class Dashboard extends Construct {
  private readonly shown: Shown

  constructor(scope: Construct, id: string, shown: Shown) {
    super(scope, id)
    this.shown = shown
    const { alarms, election } = shown
    const { stackName, region } = Stack.of(this)
    new CloudWatchDashboard(this, 'Dashboard', {
      // Looked for by people, and known to CloudWatch in all regions by its name alone.
      dashboardName: `${stackName}-${region}`,
      defaultInterval: Duration.hours(12),
      // A share of a minute's throttle is of a minute, however long the time that is shown.
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        ...(isRehearsal(election) ? [[heading(rehearsalTexts.watermark)]] : []),
        [new AlarmStatusWidget({ title: texts.alarms, alarms, width: gridWidth, height: 4 })],
        ...section(texts.entering, this.entering()),
        ...section(texts.sms, this.sms()),
        ...section(texts.mails, this.mails()),
        ...section(texts.bursting, this.bursting()),
        ...section(texts.cost, this.cost()),
      ],
    })
  }

  private entering(): IWidget[] {
    const { api } = this.shown
    return [
      graph(texts.space, [this.own('opened'), this.own('refused'), this.own('passwords')]),
      graph(texts.booth, [
        this.own('boothOpened'),
        this.own('boothRefused'),
        this.own('identifiersUsed'),
      ]),
      graph(
        texts.api,
        [
          api.failures(period).with({ label: texts.failures }),
          api.refusals(period).with({ label: texts.refusals }),
        ],
        { right: [api.latency(period).with({ label: texts.latency })] },
      ),
    ]
  }

  private sms(): IWidget[] {
    return [
      graph(texts.requests, [this.own('accepted'), this.own('cancelled'), this.own('sent')]),
      graph(texts.refusedBy, [this.searched('requestsRefused', 'reason')]),
      graph(texts.handover, [this.own('half'), this.own('mostOf')]),
      graph(texts.promises, [this.own('kept')]),
      graph(texts.askedFor, [this.searched('accepted', 'territory')]),
      graph(texts.sentTo, [this.searched('sent', 'territory')]),
      graph(texts.secondsTo, [this.searched('mostOf', 'territory')]),
      graph(texts.deliveredTo, [this.searched('deliveredShare', 'territory')]),
      graph(texts.usedFrom, [this.searched('identifiersUsed', 'territory')]),
      graph(texts.stuck, [
        this.own('late'),
        this.own('circuits'),
        this.own('held'),
        this.own('notTaken'),
        this.own('missed'),
      ]),
    ]
  }

  private mails(): IWidget[] {
    const everyHour = { period: Duration.hours(1) }
    return [
      graph(texts.mailed, [this.own('stopLinks'), this.own('links'), this.own('news')]),
      graph(texts.mailWaits, [this.own('linkWait'), this.own('mailWait')]),
      graph(texts.mailsStuck, [
        this.own('mailsNotTaken'),
        this.own('beyondBudget'),
        this.own('refusingAddresses'),
      ]),
      graph(texts.reputation, [
        ofAccount('bounces', { ...everyHour, label: texts.bounces }),
        ofAccount('complaints', { ...everyHour, label: texts.complaints }),
      ]),
    ]
  }

  private bursting(): IWidget[] {
    const { api, election, tables } = this.shown
    const queues = Object.values(this.shown.queues)
    const longest = { period, statistic: 'Maximum' }
    const shares = callsOf(api).map(
      ({ route, calls, mostCalls }, index) =>
        new MathExpression({
          expression: `m${index} / ${mostCalls}`,
          usingMetrics: { [`m${index}`]: calls },
          label: route,
          period: Duration.minutes(1),
        }),
    )
    const granted = election.lambdaConcurrency
    return [
      graph(texts.routes, shares, { marks: [{ value: warnedShare, label: texts.four }] }),
      graph(
        texts.oldest,
        queues.map(({ node, queue }) =>
          queue.metricApproximateAgeOfOldestMessage({ ...longest, label: node.id }),
        ),
      ),
      graph(texts.concurrency, [claimedConcurrency().with({ label: texts.running })], {
        marks: granted === undefined ? [] : [{ value: granted, label: texts.granted }],
      }),
      graph(texts.throttles, [
        LambdaFunction.metricAllThrottles({ period, label: texts.functions }),
        throttlesOf(tables, 'Read', texts.reads),
        throttlesOf(tables, 'Write', texts.writes),
      ]),
      graph(
        texts.failed,
        queues.map(({ node, deadLetters }) =>
          deadLetters.metricApproximateNumberOfMessagesVisible({ ...longest, label: node.id }),
        ),
      ),
    ]
  }

  private cost(): IWidget[] {
    const limit = this.shown.election.smsMonthlySpendUsd
    return [
      graph(texts.spend, [monthToDateSpend().with({ label: texts.spent })], {
        marks: limit === undefined ? [] : [{ value: limit, label: texts.limit }],
      }),
    ]
  }

  private own(name: OwnMetric & keyof typeof texts): IMetric {
    const { metric, statistic } = ownMetrics[name]
    return journalled(this, metric, { label: texts[name], statistic })
  }

  /** One line for each value of the dimension that there has been: alarms may not search, dashboards may. */
  private searched(name: OwnMetric, dimension: string): IMetric {
    const { metric, statistic } = ownMetrics[name]
    const schema = `{"${metricsNamespace(this)}",${dimension}}`
    return new SearchExpression({
      expression: `SEARCH('${schema} MetricName="${metric}"', '${statistic}', ${period.toSeconds()})`,
      // A label of ours would stand before each: the value alone says more.
      label: `\${PROP('Dim.${dimension}')}`,
      period,
    })
  }
}

function section(title: string, widgets: IWidget[]): IWidget[][] {
  return [[heading(title)], widgets]
}

function heading(title: string): TextWidget {
  return new TextWidget({
    markdown: `## ${withFrenchSpaces(title)}`,
    width: gridWidth,
    height: 1,
  })
}

interface GraphOptions {
  right?: IMetric[]
  marks?: HorizontalAnnotation[]
}

function graph(title: string, left: IMetric[], { right = [], marks = [] }: GraphOptions = {}) {
  return new GraphWidget({
    title,
    left,
    right,
    leftAnnotations: marks,
    leftYAxis: { min: 0, showUnits: false },
    width: gridWidth / 3,
    height: 6,
  })
}
