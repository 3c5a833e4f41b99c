import { CfnResource, Fn, RemovalPolicy, type Stack } from 'aws-cdk-lib'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
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

/**
 * Gives a log group to CDK's own functions, which run at deployment: Lambda would make it at their first
 * line and keep it for ever.
 */
export function keepNoStrayLogs(stack: Stack): void {
  for (const resource of resourcesOf(stack)) {
    if (resource.cfnResourceType !== 'AWS::Lambda::Function') continue
    if ('loggingConfig' in resource && resource.loggingConfig) continue
    const { scope } = resource.node
    // CDK's own is named as Lambda's would be: whichever is made first, the other fails.
    scope?.node.tryRemoveChild('LogGroup')
    const logGroup = new LogGroup(stack, `${scope?.node.id.replaceAll(':', '')}Logs`, {
      retention: RetentionDays.ONE_MONTH,
      // Lambda writes a function's last lines after it is gone, and would make the group again.
      removalPolicy: RemovalPolicy.RETAIN,
    })
    resource.addPropertyOverride('LoggingConfig.LogGroup', logGroup.logGroupName)
  }
}

const resourcesOf = (stack: Stack) =>
  stack.node.findAll().filter((one: IConstruct) => CfnResource.isCfnResource(one)) as CfnResource[]
