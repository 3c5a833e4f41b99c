import { join } from 'node:path'
import type { Resource, Template } from './template.ts'

export function readFunction(template: Template, resource: Resource, assets: Map<string, string>) {
  const { S3Key } = template.property(resource, 'Code') as { S3Key: string }
  const { Variables } = template.property(resource, 'Environment') as {
    Variables: Record<string, unknown>
  }
  const variables = Object.entries(Variables).map(([name, value]) => [name, String(value)])
  return {
    name: template.attribute(resource),
    arn: template.attribute(resource, 'Arn'),
    file: join(assets.get(S3Key) as string, 'index.mjs'),
    environment: Object.fromEntries(variables) as Record<string, string>,
    timeoutSeconds: Number(resource.properties.Timeout),
  }
}
