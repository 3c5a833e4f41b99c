import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import type { Resource } from './synthesised-template.ts'

type Resources = Record<string, Resource>

/** What the last version deployed, as far as an update could lose it. */
export interface Release {
  version: string
  /** The file that it was synthesised with. */
  election: Record<string, unknown>
  /** By stack. */
  stacks: Record<string, Resources>
}

export const releaseFile = join(import.meta.dirname, '..', 'golden', 'released-templates.json')

export function readRelease(): Release {
  return JSON.parse(readFileSync(releaseFile, 'utf8'))
}

/** What holds something, or has an address that others know. */
const lastingTypes = [
  'AWS::ApiGatewayV2::Api',
  'AWS::Backup::BackupVault',
  'AWS::CloudFront::Distribution',
  'AWS::DynamoDB::Table',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
]

export function lastingResources(assembly: CloudAssembly): Release['stacks'] {
  return Object.fromEntries(
    assembly.stacks.map(({ stackName, template }) => [
      stackName,
      Object.fromEntries(
        Object.entries(template.Resources as Resources)
          .filter(([, { Type }]) => lastingTypes.includes(Type))
          .map(([id, { Type, Properties, DeletionPolicy }]) => [
            id,
            { Type, ...(DeletionPolicy && { DeletionPolicy }), Properties: Properties ?? {} },
          ]),
      ),
    ]),
  )
}

export type Fate =
  | { fate: 'kept' }
  /** To another stack, under the same logical id: a stack refactoring takes it there. */
  | { fate: 'moved'; to: string }
  /** A new and empty one takes its place. */
  | { fate: 'replaced' }
  | { fate: 'removed' }

/** What an update from one version to the next makes of each lasting resource, by `Stack/LogicalId`. */
export function fatesOf(
  before: Release['stacks'],
  after: Release['stacks'],
): Record<string, Fate & { type: string }> {
  return Object.fromEntries(
    Object.entries(before).flatMap(([stack, resources]) =>
      Object.entries(resources).map(([id, resource]) => [
        `${stack}/${id}`,
        { type: resource.Type, ...fateOf(stack, id, resource, after) },
      ]),
    ),
  )
}

function fateOf(stack: string, id: string, resource: Resource, after: Release['stacks']): Fate {
  const same = after[stack]?.[id]
  if (same) return isReplaced(id, resource, same) ? { fate: 'replaced' } : { fate: 'kept' }
  const elsewhere = Object.entries(after).filter(([, resources]) => resources[id])
  const [[to, resources] = [], ...others] = elsewhere
  const counterpart = resources?.[id]
  if (!to || !counterpart || others.length > 0) return { fate: 'removed' }
  return isReplaced(id, resource, counterpart) ? { fate: 'replaced' } : { fate: 'moved', to }
}

/** As CloudFormation's own registry says of each property. */
function isReplaced(id: string, before: Resource, after: Resource): boolean {
  const { resources } = fullDiff({ Resources: { [id]: before } }, { Resources: { [id]: after } })
  const impact = resources.logicalIds.includes(id) ? resources.get(id).changeImpact : undefined
  return ![undefined, ResourceImpact.NO_CHANGE, ResourceImpact.WILL_UPDATE].includes(impact)
}
