import { targetFunction } from './read-triggers.ts'
import type { LogSubscription } from './synthesised-app.ts'
import type { Resource, Template } from './template.ts'

// What `functions/set-sms-attributes` is told: how SNS sends, and who is handed its receipts.

export function readSmsAttributes(template: Template, resource: Resource): Record<string, string> {
  return template.property(resource, 'Attributes') as Record<string, string>
}

export function readLogSubscriptions(template: Template, resource: Resource): LogSubscription[] {
  const names = template.property(resource, 'LogGroupNames') as string[]
  const hidden = hiddenBy(String(template.property(resource, 'MaskingPolicy')))
  return names.map((logGroupName) => ({
    name: String(template.property(resource, 'FilterName')),
    logGroupName,
    functionName: targetFunction(template, template.property(resource, 'Collector'), resource.id),
    hidden,
  }))
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-data-protection-policies.html
function hiddenBy(policy: string): RegExp[] {
  const { Configuration, Statement } = JSON.parse(policy) as {
    Configuration: Record<string, { Name: string; Regex: string }[]>
    Statement: ({ Operation: { Deidentify?: object } } & Record<string, unknown>)[]
  }
  const known = Object.values(Configuration).flat()
  const names = Statement.filter(({ Operation }) => Operation.Deidentify).flatMap((statement) =>
    Object.values(statement)
      .filter((value): value is string[] => Array.isArray(value))
      .flat(),
  )
  return names.map((name) => {
    const found = known.find(({ Name }) => Name === name)
    if (!found) throw new Error(`The local run does not know what ${name} is`)
    return new RegExp(found.Regex, 'g')
  })
}
