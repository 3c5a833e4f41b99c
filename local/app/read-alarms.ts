import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import type { AlarmDefinition } from './synthesised-app.ts'
import type { Resource, Template } from './template.ts'

/** CloudFormation names what an alarm looks at as CloudWatch's API does. */
export function readAlarm(template: Template, alarm: Resource): AlarmDefinition {
  const names = Object.keys(alarm.properties)
  const settings = Object.fromEntries(names.map((name) => [name, template.property(alarm, name)]))
  return {
    name: template.nameOf(alarm),
    arn: template.attribute(alarm, 'Arn'),
    settings: settings as MetricAlarm,
  }
}
