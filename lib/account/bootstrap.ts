import type { Stack } from 'aws-cdk-lib'
import { edgeRegion } from '../../shared/domain/election/edge.ts'

/** What `cdk bootstrap` makes in each region, by its names, which end with that of the region. */
export function bootstrapOf(stack: Stack) {
  const { account, region, synthesizer, partition } = stack
  const name = `cdk-${synthesizer.bootstrapQualifier ?? ''}`
  const regions = [region, edgeRegion]
  const filesBucket = `${name}-assets-${account}`
  const buckets = regions.map((one) => `arn:${partition}:s3:::${filesBucket}-${one}`)
  return {
    regions,
    /** Of code, pages and templates. */
    filesBucket,
    files: buckets.map((bucket) => `${bucket}/*`),
    /** Their buckets, and they. */
    bucketsAndFiles: buckets.flatMap((bucket) => [bucket, `${bucket}/*`]),
    /** By whose rights CloudFormation works. */
    executionRole: `arn:${partition}:iam::${account}:role/${name}-cfn-exec-role-${account}`,
    versionParameters: regions.map(
      (one) =>
        `arn:${partition}:ssm:${one}:${account}:parameter/cdk-bootstrap/${synthesizer.bootstrapQualifier}/version`,
    ),
  }
}
