import { CfnResource, Fn, type Stack } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Path of the name of each type that CloudFront knows without a region. */
const namesWithoutRegion: Record<string, string> = {
  'AWS::CloudFront::CachePolicy': 'CachePolicyConfig.Name',
  'AWS::CloudFront::OriginAccessControl': 'OriginAccessControlConfig.Name',
  'AWS::CloudFront::OriginRequestPolicy': 'OriginRequestPolicyConfig.Name',
  'AWS::CloudFront::ResponseHeadersPolicy': 'ResponseHeadersPolicyConfig.Name',
}

/** Puts the region into the names that CDK makes, so that two regions may have the same stack. */
export function nameByRegion(stack: Stack): void {
  for (const resource of resourcesOf(stack)) {
    const path = namesWithoutRegion[resource.cfnResourceType]
    if (!path) continue
    // 64 characters at most; the end of a logical id is its hash.
    const id = stack.resolve(resource.logicalId).slice(-18)
    resource.addPropertyOverride(path, Fn.join('', [stack.region, `-${stack.stackName}-${id}`]))
  }
}

export const resourcesOf = (stack: Stack) =>
  stack.node.findAll().filter((one: IConstruct) => CfnResource.isCfnResource(one)) as CfnResource[]
