import type { Stack } from 'aws-cdk-lib'
import { edgeRegion } from '../../shared/domain/election/edge.ts'

const deployRoles = ['deploy-role', 'file-publishing-role'] as const

export function deployRolesOf({ account, synthesizer, partition }: Stack, region: string) {
  const prefix = `arn:${partition}:iam::${account}:role/cdk-${synthesizer.bootstrapQualifier ?? ''}`
  return [region, edgeRegion].flatMap((deployRegion) =>
    deployRoles.map((role) => `${prefix}-${role}-${account}-${deployRegion}`),
  )
}

export const approvalNames = ['First', 'Second'] as const

export function pipelineNamesOf(mainStackName: string, region: string) {
  const name = `${mainStackName}-Deploy`
  // Names of IAM roles must differ between an account's regions.
  const roleName = (part: string) => `${name}-${part}-${region}`
  return { name, roleName, stack: `${mainStackName}-Pipeline` }
}
