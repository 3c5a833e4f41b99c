import type { Stack } from 'aws-cdk-lib'
import { edgeRegion } from '../../shared/domain/election/edge.ts'

/** The roles of `cdk bootstrap` that `cdk deploy` assumes: one has stacks changed, the other sends files. */
const deployRoles = ['deploy-role', 'file-publishing-role'] as const

export function deployRolesOf({ account, region, synthesizer, partition }: Stack): string[] {
  const name = `arn:${partition}:iam::${account}:role/cdk-${synthesizer.bootstrapQualifier ?? ''}`
  return [region, edgeRegion].flatMap((one) =>
    deployRoles.map((role) => `${name}-${role}-${account}-${one}`),
  )
}

/** Approvals that a deployment needs, each by another role. */
export const approvals = ['First', 'Second'] as const

export function pipelineNamesOf(main: string) {
  const name = `${main}-Deploy`
  return {
    stack: `${main}-Pipeline`,
    name,
    role: `${name}-Pipeline`,
    /** Only this role may assume CDK's. */
    deployRole: `${name}-Deploy`,
  }
}
