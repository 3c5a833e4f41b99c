import type { Stack } from 'aws-cdk-lib'
import { edgeRegion } from '../../shared/domain/election/edge.ts'

/** The roles of `cdk bootstrap`, in each region, that `cdk deploy` assumes: one sends files, the other deploys. */
export function deployRolesOf({ account, region, synthesizer, partition }: Stack): string[] {
  const name = `arn:${partition}:iam::${account}:role/cdk-${synthesizer.bootstrapQualifier ?? ''}`
  return [region, edgeRegion].flatMap((one) =>
    ['deploy-role', 'file-publishing-role'].map((role) => `${name}-${role}-${account}-${one}`),
  )
}
