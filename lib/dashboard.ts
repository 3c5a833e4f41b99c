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
import { type OwnMetric, ownMetrics } from '../shared/domain/metrics.ts'
import type { QueueName } from '../shared/runtime/resources.ts'
import { withFrenchSpaces } from '../shared/texts/french-typography.ts'
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

/** In French, in the order in which the team reads it on the last evening. */
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
        const { metric, statistic } = ownMetrics[name]
        return loggedMetric(this, metric, { label: metricTexts[name], statistic })
      })
    const perQueue = (metricOf: (queue: WorkQueue) => Metric) =>
      Object.values(queues).map((queue) => metricOf(queue).with({ label: queue.node.id }))
    new CloudWatchDashboard(this, 'Dashboard', {
      // A dashboard name is global, whatever the region.
      dashboardName: `${stackName}-${region}`,
      defaultInterval: Duration.hours(12),
      // Shares are per minute, however long the time shown.
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        ...(isRehearsal(election) ? [[heading(rehearsalTexts.watermark)]] : []),
        [new AlarmStatusWidget({ title: 'Alertes en cours', alarms, width: gridWidth, height: 4 })],
        [heading('Les électeurs entrent-ils ?')],
        [
          graph('Espace électeur', loggedMetrics('opened', 'refused', 'passwords')),
          graph('Espace de vote', loggedMetrics('boothOpened', 'boothRefused', 'identifiersUsed')),
          graph(
            'Réponses du site',
            [
              api.failures.with({ label: 'Pannes (500 et plus)' }),
              api.refusals.with({ label: 'Refus (400 à 499)' }),
            ],
            { right: [api.latency.with({ label: 'Temps de réponse, 95 % (ms)' })] },
          ),
        ],
        [heading('Les SMS partent-ils, où, avec quel retard ?')],
        [
          graph('Demandes', loggedMetrics('accepted', 'cancelled', 'sent')),
          this.graphByDimension('Demandes refusées, par motif', 'requestsRefused', 'reason'),
          graph('De la demande au SMS (secondes)', loggedMetrics('half', 'mostOf')),
          graph('Part des promesses tenues', loggedMetrics('kept')),
          this.graphByDimension('Demandes acceptées, par territoire', 'accepted'),
          this.graphByDimension('SMS envoyés, par territoire', 'sent'),
          this.graphByDimension('De la demande au SMS, 95 %, par territoire (secondes)', 'mostOf'),
          this.graphByDimension(
            'Part des SMS remis aux opérateurs, par territoire',
            'deliveredShare',
          ),
          this.graphByDimension(
            'Premières entrées avec un identifiant reçu par SMS, par territoire',
            'identifiersUsed',
          ),
          graph(
            'SMS en souffrance',
            loggedMetrics('late', 'circuits', 'held', 'notTaken', 'missed'),
          ),
        ],
        [heading('Les e-mails partent-ils ?')],
        [
          graph('Départ des e-mails', loggedMetrics('stopLinks', 'links', 'news')),
          graph('Attente la plus longue (secondes)', loggedMetrics('linkWait', 'mailWait')),
          graph(
            'E-mails qui ne partent pas',
            loggedMetrics('mailsNotTaken', 'beyondBudget', 'refusingAddresses'),
          ),
          graph('Réputation auprès de SES', [
            accountMetrics.bounces.with({ label: 'Adresses refusées' }),
            accountMetrics.complaints.with({ label: 'Signalés comme spam' }),
          ]),
        ],
        [heading("Qu'est-ce qui va déborder ?")],
        [
          graph('Part du débit autorisé, par route', limitUsageOf(api), {
            mark: [warningShare, 'Quatre cinquièmes'],
          }),
          graph(
            'Plus ancien message, par file (secondes)',
            perQueue(({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
          ),
          graph(
            'Fonctions en cours (Lambda)',
            [accountMetrics.claimedConcurrency.with({ label: 'Occupées ou réservées' })],
            {
              mark: [lambdaConcurrency, 'Accordé par AWS'],
            },
          ),
          graph('Refusé faute de place', [
            LambdaFunction.metricAllThrottles({ label: 'Fonctions' }),
            throttlesOf(tables, 'Read').with({ label: 'Lectures des tables' }),
            throttlesOf(tables, 'Write').with({ label: 'Écritures des tables' }),
          ]),
          graph(
            'Messages en échec, par file',
            perQueue(({ deadLetters }) => deadLetters.metricApproximateNumberOfMessagesVisible()),
          ),
        ],
        [heading('Combien cela coûte-t-il ?')],
        [
          graph(
            'SMS du mois, pour tout le compte (USD)',
            [accountMetrics.monthlySpend.with({ label: 'Dépensé' })],
            {
              mark: [smsMonthlySpendUsd, 'Limite du mois'],
            },
          ),
        ],
      ],
    })
  }

  private graphByDimension(title: string, name: OwnMetric, dimension = 'territory'): IWidget {
    const { metric, statistic } = ownMetrics[name]
    const schema = `{"${metricsNamespace(this)}",${dimension}}`
    const lines = new SearchExpression({
      expression: `SEARCH('${schema} MetricName="${metric}"', '${statistic}', 300)`,
      label: `\${PROP('Dim.${dimension}')}`,
    })
    return graph(title, [lines])
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

function heading(title: string): TextWidget {
  return new TextWidget({
    markdown: `## ${withFrenchSpaces(title)}`,
    width: gridWidth,
    height: 1,
  })
}

interface GraphOptions {
  right?: IMetric[]
  mark?: [value: number | undefined, label: string]
}

function graph(
  title: string,
  left: IMetric[],
  { right = [], mark: [value, label] = [undefined, ''] }: GraphOptions = {},
) {
  return new GraphWidget({
    title,
    left,
    right,
    leftAnnotations: value === undefined ? [] : [{ value, label }],
    leftYAxis: { min: 0, showUnits: false },
    width: gridWidth / 3,
    height: 6,
  })
}
