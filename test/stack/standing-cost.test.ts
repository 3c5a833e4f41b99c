import { expect, it } from 'vitest'
import { standing } from '../../team/estimate/monthly-usage.ts'
import { resourcesOf, templatesOf } from './whole-app.ts'

const { 'Reassort-Edge-eu-west-3': edge, ...stacks } = templatesOf({})
const of = (type: string) => Object.values(stacks).flatMap((stack) => resourcesOf(stack, type))

/** CloudWatch bills an alarm by the metrics that it looks at. */
const metricsOf = (alarms: ReturnType<typeof resourcesOf>) =>
  alarms.reduce((sum, [, { Properties }]) => {
    const metrics: { MetricStat?: unknown }[] = Properties.Metrics ?? [{ MetricStat: true }]
    return sum + metrics.filter(({ MetricStat }) => MetricStat).length
  }, 0)

it('what the templates hold is what npm run estimate has paid for each month', () => {
  // `test/runtime/event-metrics.test.ts` counts these.
  const { ownMetrics: _, ...counted } = standing
  const [firewall] = resourcesOf(edge, 'AWS::WAFv2::WebACL')
  expect({
    secrets: of('AWS::SecretsManager::Secret').length,
    alarmMetrics: metricsOf(of('AWS::CloudWatch::Alarm')),
    queues: of('AWS::Lambda::EventSourceMapping').filter(([, one]) => one.Properties.ScalingConfig)
      .length,
    streams: of('AWS::Lambda::EventSourceMapping').filter(
      ([, one]) => !one.Properties.ScalingConfig,
    ).length,
    firewallRules: firewall?.[1].Properties.Rules.length,
    firewallAlarmMetrics: metricsOf(resourcesOf(edge, 'AWS::CloudWatch::Alarm')),
  }).toEqual(counted)
})
