import type { Stack } from 'aws-cdk-lib'
import { edgeRegion } from '../../shared/domain/election/edge.ts'

/** The roles of `cdk bootstrap` that `cdk deploy` assumes: one has stacks changed, the other sends files. */
const deployRoles = ['deploy-role', 'file-publishing-role'] as const

/** Those of the election's region and of us-east-1. */
export function deployRolesOf({ account, region, synthesizer, partition }: Stack): string[] {
  const name = `arn:${partition}:iam::${account}:role/cdk-${synthesizer.bootstrapQualifier ?? ''}`
  return [region, edgeRegion].flatMap((one) =>
    deployRoles.map((role) => `${name}-${role}-${account}-${one}`),
  )
}

/** Two approvals of one deployment, each by another role. */
export const approvals = ['First', 'Second'] as const

/** @param main of the stack of the service */
export function pipelineNamesOf(main: string) {
  const name = `${main}-Deploy`
  return {
    stack: `${main}-Pipeline`,
    name,
    role: `${name}-Pipeline`,
    /** Of the one project that may assume CDK's roles. */
    deployRole: `${name}-Deploy`,
  }
}
