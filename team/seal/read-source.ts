import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionConfiguration } from '@aws-sdk/client-lambda'
import type { Digests } from '../../shared/domain/ledger/seal.ts'
import { readFiles } from '../../shared/tooling/build-cache.ts'
import { digestOfEdgeCode, digestsOfCode } from './read-functions.ts'

export interface Source {
  digests: Digests
  settings: Map<string, TemplateSettings>
}

type TemplateSettings = Readonly<Record<string, unknown>>

interface Template {
  Resources?: Record<string, { Type: string; Properties?: TemplateSettings }>
}

export function readAssembly(directory: string): Source {
  const digests: Record<string, string> = {}
  const settings: Source['settings'] = new Map()
  for (const [stack, text] of readTemplates(directory)) {
    const { Resources = {} } = JSON.parse(String(text)) as Template
    const assets = readAssets(directory, stack)
    for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
      const name = `${stack}/${id}`
      if (Type === 'AWS::CloudFront::Function') {
        digests[`code ${name}`] = digestOfEdgeCode(String(Properties.FunctionCode))
      }
      if (Type !== 'AWS::Lambda::Function') continue
      const { S3Key = '' } = Properties.Code as { S3Key?: string }
      const path = assets.get(S3Key)
      if (!path) throw new Error(`${name}: its code is not an asset of the app`)
      Object.assign(digests, digestsOfCode(`code ${name}`, readFiles(path)))
      settings.set(`configuration ${name}`, Properties)
    }
  }
  return { digests, settings }
}

export function readAssets(directory: string, stackId: string): Map<string, string> {
  const manifest = JSON.parse(readFileSync(join(directory, `${stackId}.assets.json`), 'utf8')) as {
    files: Record<string, { source: { path: string } }>
  }
  return new Map(
    Object.entries(manifest.files).map(([hash, { source }]) => [
      `${hash}.zip`,
      join(directory, source.path),
    ]),
  )
}

export function readTemplates(directory: string): Map<string, Buffer> {
  const suffix = '.template.json'
  return new Map(
    readdirSync(directory)
      .filter((file) => file.endsWith(suffix))
      .map((file) => [file.slice(0, -suffix.length), readFileSync(join(directory, file))]),
  )
}

const comparedProperties = ['Runtime', 'Handler', 'Timeout', 'MemorySize', 'Architectures'] as const

export function differingSettings(
  template: TemplateSettings,
  settings: FunctionConfiguration,
): string[] {
  const { Environment, Layers = [] } = template as {
    Environment?: { Variables?: TemplateSettings }
    Layers?: unknown[]
  }
  const variables = Environment?.Variables ?? {}
  const deployedVariables = settings.Environment?.Variables ?? {}
  const names = [...new Set([...Object.keys(variables), ...Object.keys(deployedVariables)])]
  return [
    ...comparedProperties.filter(
      (name) => name in template && differs(template[name], settings[name]),
    ),
    ...(Layers.length === (settings.Layers ?? []).length ? [] : ['Layers']),
    ...names.filter(
      (name) => !(name in variables) || differs(variables[name], deployedVariables[name]),
    ),
  ]
}

/** A value that CloudFormation fills in, such as the region's runtime, need only exist. */
function differs(builtValue: unknown, deployedValue: unknown): boolean {
  const isFilledIn = typeof builtValue === 'object' && !Array.isArray(builtValue)
  return (
    deployedValue === undefined ||
    (!isFilledIn && JSON.stringify(builtValue) !== JSON.stringify(deployedValue))
  )
}
