import { CfnResource, Fn, type Stack } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** CloudFront knows no region: where each type has its name. */
const namesWithoutRegion: Record<string, string> = {
  'AWS::CloudFront::CachePolicy': 'CachePolicyConfig.Name',
  'AWS::CloudFront::OriginAccessControl': 'OriginAccessControlConfig.Name',
  'AWS::CloudFront::OriginRequestPolicy': 'OriginRequestPolicyConfig.Name',
  'AWS::CloudFront::ResponseHeadersPolicy': 'ResponseHeadersPolicyConfig.Name',
}

/** Puts the region into the names that CDK makes of a stack's, so that two regions may have that stack. */
export function nameByRegion(stack: Stack): void {
  for (const resource of resourcesOf(stack)) {
    const path = namesWithoutRegion[resource.cfnResourceType]
    if (!path) continue
    // 64 characters at most. The end of a logical id is its hash.
    const id = stack.resolve(resource.logicalId).slice(-18)
    resource.addPropertyOverride(path, Fn.join('', [stack.region, `-${stack.stackName}-${id}`]))
  }
}

export const resourcesOf = (stack: Stack) =>
  stack.node.findAll().filter((one: IConstruct) => CfnResource.isCfnResource(one)) as CfnResource[]
