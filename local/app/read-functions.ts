import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DeployedCode, LocalFunction, Statement, TeamRole } from './synthesised-app.ts'
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
    mayLoop: resource.properties.RecursiveLoop === 'Allow',
    statements: statementsOfRole(template, template.property(resource, 'Role')),
  }
}

const told = [
  'Runtime',
  'Handler',
  'Role',
  'Timeout',
  'MemorySize',
  'Architectures',
  'Environment',
  'Layers',
  'LoggingConfig',
]

export function readLambdaCode(
  template: Template,
  resource: Resource,
  assets: Map<string, string>,
): DeployedCode {
  const { S3Key } = template.property(resource, 'Code') as { S3Key?: string }
  const directory = assets.get(String(S3Key))
  if (!directory) throw new Error(`${resource.id}: its code is not an asset of the app`)
  const { Layers, ...settings } = Object.fromEntries(
    told.map((name) => [name, template.property(resource, name)]),
  )
  return {
    ...placeOf(template, resource),
    physicalId: template.attribute(resource),
    lambda: {
      arn: template.attribute(resource, 'Arn'),
      directory,
      settings: { ...settings, ...(Layers !== undefined && { Layers: layersOf(Layers) }) },
    },
  }
}

export function readEdgeCode(template: Template, resource: Resource): DeployedCode {
  return {
    ...placeOf(template, resource),
    physicalId: template.attribute(resource, 'FunctionARN'),
    source: String(template.property(resource, 'FunctionCode')),
  }
}

export function readPlace(template: Template, resource: Resource): DeployedCode {
  return { ...placeOf(template, resource), physicalId: template.attribute(resource) }
}

const placeOf = ({ stackName: stack }: Template, { id: logicalId, type }: Resource) => ({
  ...{ stack, logicalId, type },
})

const layersOf = (arns: unknown) => (arns as string[]).map((Arn) => ({ Arn }))

/** Those that the account's people take on, and no service of AWS. */
export function readTeamRoles(template: Template): TeamRole[] {
  return template.ofType('AWS::IAM::Role').flatMap((role) => {
    const trust = JSON.stringify(role.properties.AssumeRolePolicyDocument)
    if (!trust.includes(':root"')) return []
    return [{ arn: template.attribute(role, 'Arn'), statements: statementsOf(template, role) }]
  })
}

function statementsOfRole(template: Template, roleArn: unknown): Statement[] {
  const role = template
    .ofType('AWS::IAM::Role')
    .find((candidate) => template.attribute(candidate, 'Arn') === roleArn)
  return role ? statementsOf(template, role) : []
}

interface Policy {
  PolicyDocument: { Statement: Statement[] }
}

export function statementsOf(template: Template, role: Resource): Statement[] {
  const name = template.attribute(role)
  const policies = template
    .ofType('AWS::IAM::Policy')
    .map((one) => template.resolve(one.properties, one.id) as Policy & { Roles: string[] })
    .filter(({ Roles }) => Roles.includes(name))
  const own = (template.property(role, 'Policies') ?? []) as Policy[]
  return [...own, ...policies].flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
}
