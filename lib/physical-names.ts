import { CfnResource, Fn, type Stack } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

const globalNamePaths: Record<string, string> = {
  'AWS::CloudFront::CachePolicy': 'CachePolicyConfig.Name',
  'AWS::CloudFront::OriginAccessControl': 'OriginAccessControlConfig.Name',
  'AWS::CloudFront::OriginRequestPolicy': 'OriginRequestPolicyConfig.Name',
  'AWS::CloudFront::ResponseHeadersPolicy': 'ResponseHeadersPolicyConfig.Name',
}

/** The same stack may be deployed in two regions, but these names must be unique in an account. */
export function addRegionToNames(stack: Stack): void {
  for (const resource of resourcesOf(stack)) {
    const path = globalNamePaths[resource.cfnResourceType]
    if (!path) continue
    // Names of origin access controls have 64 characters at most. The end of the logical id includes its hash.
    const id = stack.resolve(resource.logicalId).slice(-18)
    resource.addPropertyOverride(path, Fn.join('', [stack.region, `-${stack.stackName}-${id}`]))
  }
}

export const resourcesOf = (stack: Stack) =>
  stack.node
    .findAll()
    .filter((construct: IConstruct) => CfnResource.isCfnResource(construct)) as CfnResource[]
