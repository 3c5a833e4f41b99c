import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import type { Resource } from './whole-app.ts'

export type Resources = Record<string, Resource>

export interface Release {
  version: string
  election: Record<string, unknown>
  resources: Resources
}

export const releaseFile = join(import.meta.dirname, '..', 'golden', 'released-templates.json')

export function readRelease(): Release {
  return JSON.parse(readFileSync(releaseFile, 'utf8'))
}

/** Resources that hold data, or whose address others know. */
const lastingTypes = [
  'AWS::ApiGatewayV2::Api',
  'AWS::CloudFront::Distribution',
  'AWS::DynamoDB::Table',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SES::EmailIdentity',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
]

export function lastingResources({ stacks }: CloudAssembly): Resources {
  return Object.fromEntries(
    stacks.flatMap(({ stackName, template }) =>
      Object.entries(template.Resources as Resources)
        .filter(([, { Type }]) => lastingTypes.includes(Type))
        .map(([id, { Type, Properties, DeletionPolicy }]) => [
          `${stackName}/${id}`,
          { Type, ...(DeletionPolicy && { DeletionPolicy }), Properties: Properties ?? {} },
        ]),
    ),
  )
}

/** `replaced`: a new, empty resource. `removed`: also when moved to another stack. */
export type ResourceChange = 'kept' | 'replaced' | 'removed'

export function changesOf(before: Resources, after: Resources): Record<string, ResourceChange> {
  return Object.fromEntries(
    Object.entries(before).map(([id, resource]) => [id, changeOf(resource, after[id])]),
  )
}

/** CloudFormation's registry says which properties force a replacement. */
function changeOf(before: Resource, after: Resource | undefined): ResourceChange {
  if (!after) return 'removed'
  const { resources } = fullDiff({ Resources: { it: before } }, { Resources: { it: after } })
  const impact = resources.logicalIds.includes('it') ? resources.get('it').changeImpact : undefined
  const inPlace = [undefined, ResourceImpact.NO_CHANGE, ResourceImpact.WILL_UPDATE]
  return inPlace.includes(impact) ? 'kept' : 'replaced'
}
