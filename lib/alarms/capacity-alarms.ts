import { Duration } from 'aws-cdk-lib'
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { RouteName } from '../../shared/contract/routes.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { TableName } from '../../shared/tables/table-names.ts'
import { tables as definitions } from '../../shared/tables/tables.ts'
import type { Api } from '../api.ts'
import { throttleOf } from '../route-throttles.ts'
import type { Tables } from '../tables.ts'
import {
  type AlarmTable,
  accountMetric,
  combinedMetric,
  loggedMetric,
  alarmPeriod as period,
  warningShare,
} from './alarms.ts'

const minute = Duration.minutes(1)
/** An alarm takes ten metrics, so only tables that voters' requests write. */
const tableNames = (Object.keys(definitions) as TableName[]).filter(
  (name) => !['interventions', 'calendar', 'approvals'].includes(name),
)

interface AlarmSources {
  api: Api
  tables: Tables
  ledgerWriters: { writeLedger: LambdaFunction }
  election: Pick<Election, 'lambdaConcurrency'>
}

export function capacityAlarms(
  scope: Construct,
  { api, tables, ledgerWriters, election }: AlarmSources,
): AlarmTable {
  const { lambdaConcurrency } = election
  const throttles = (kind: 'Read' | 'Write') => ({
    metric: throttlesOf(tables, kind),
  })
  return {
    CrowdedRoutes: {
      metric: highestRouteLoad(api),
      above: warningShare,
    },
    RefusedSignIns: { metric: unusualRefusals(scope) },
    ThrottledReads: throttles('Read'),
    ThrottledWrites: throttles('Write'),
    ThrottledFunctions: {
      metric: new MathExpression({
        // The ledger's writer is always throttled: its streams have more shards than its concurrency.
        expression: 'FILL(all, 0) - FILL(ledger, 0)',
        usingMetrics: {
          all: LambdaFunction.metricAllThrottles(),
          ledger: ledgerWriters.writeLedger.metricThrottles(),
        },
        period,
      }),
    },
    ...(lambdaConcurrency !== undefined && {
      LambdaConcurrency: {
        metric: claimedConcurrency(),
        above: lambdaConcurrency * warningShare,
      },
    }),
  }
}

/**
 * On a first morning three sign-ins in ten are wrong, some twice: half as many as succeed. The alarm rings at twice that
 * share, above a hundred. A smaller spray is held by the limits of each account and network.
 */
function unusualRefusals(scope: Construct): MathExpression {
  return new MathExpression({
    expression: 'IF(FILL(refused, 0) > 100 AND FILL(refused, 0) > FILL(opened, 0), 1, 0)',
    usingMetrics: {
      refused: loggedMetric(scope, 'SessionsRefused'),
      opened: loggedMetric(scope, 'SessionsOpened'),
    },
    period,
  })
}

export function claimedConcurrency(): Metric {
  return accountMetric('claimedConcurrency', { period: minute })
}

// An alarm takes ten metrics. HTTP APIs bill metrics by route (36 USD a month), so functions' invocations replace them.
const watchedRoutes = [
  'POST /api/account/link',
  'PUT /api/account/password',
  'POST /api/session',
  'GET /api/voter',
  'POST /api/captchas',
  'POST /api/reissues',
  'GET /api/reissues/{id}',
  'POST /api/reissues/{id}/cancel',
  'POST /api/booth/session',
  'GET /api/booth',
] as const satisfies RouteName[]

export function callsOf(api: Api): { route: RouteName; calls: Metric; callLimit: number }[] {
  return watchedRoutes.map((route) => {
    const { handler, routes } = api.handlerOf(route)
    const perSecond = routes.reduce((sum, name) => sum + throttleOf(name).perSecond, 0)
    const calls = handler.metricInvocations({ period: minute, statistic: 'Sum' })
    return { route, calls, callLimit: 60 * perSecond }
  })
}

function highestRouteLoad(api: Api): MathExpression {
  const routeCalls = callsOf(api)
  const shares = routeCalls.map(({ callLimit }, index) => `FILL(m${index}, 0) / ${callLimit}`)
  return new MathExpression({
    expression: `MAX([${shares.join(', ')}])`,
    usingMetrics: Object.fromEntries(routeCalls.map(({ calls }, index) => [`m${index}`, calls])),
    period: minute,
  })
}

export function throttlesOf(tables: Tables, kind: 'Read' | 'Write', label?: string) {
  const metricOf = (name: TableName) =>
    tables[name].metric(`${kind}ThrottleEvents`, { period, statistic: 'Sum' })
  return combinedMetric('SUM', tableNames.map(metricOf), { id: kind.toLowerCase(), label })
}
