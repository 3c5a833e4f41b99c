import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalFunction } from './synthesised-app.ts'
import type { Resource, Template } from './template.ts'

/** @param assets directories by object key */
export function readFunction(
  template: Template,
  resource: Resource,
  assets: Map<string, string>,
): LocalFunction {
  const code = template.property(resource, 'Code') as { S3Key?: string }
  const directory = assets.get(String(code.S3Key))
  if (!directory) throw new Error(`${resource.id}: its code is not an asset of the app`)
  const [module, exported] = String(resource.properties.Handler).split('.')
  const file = ['mjs', 'js', 'cjs']
    .map((extension) => join(directory, `${module}.${extension}`))
    .find((candidate) => existsSync(candidate))
  if (!file || !exported) {
    throw new Error(`${resource.id}: no file for handler ${resource.properties.Handler}`)
  }
  const environment = template.property(resource, 'Environment') as
    | { Variables?: Record<string, unknown> }
    | undefined
  return {
    name: template.attribute(resource),
    arn: template.attribute(resource, 'Arn'),
    file,
    export: exported,
    environment: Object.fromEntries(
      Object.entries(environment?.Variables ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    timeoutSeconds: Number(resource.properties.Timeout ?? 3),
    memoryMegabytes: Number(resource.properties.MemorySize ?? 128),
  }
}
