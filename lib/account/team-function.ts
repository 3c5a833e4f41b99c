import { Stack } from 'aws-cdk-lib'
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { resources as answerTeamRequest } from '../../functions/answer-team-request/resources.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { allow } from './policies.ts'
import type { TeamRoles } from './team-role-policies.ts'

interface SiteResources {
  distributionIds: readonly string[]
  accessLogs: IBucket | undefined
  webAclArn: string | undefined
}

export class TeamFunction extends Construct {
  readonly url: string

  constructor(
    scope: Construct,
    id: string,
    context: FunctionContext,
    roles: TeamRoles,
    { distributionIds, accessLogs, webAclArn }: SiteResources,
  ) {
    super(scope, id)
    const { rollTeam, operator, deployer } = roles.roles
    // Another id would replace the deployed function.
    const handler = new FunctionWithRights(this, 'ComputeForTeam', answerTeamRequest, context, {
      reservedConcurrency: 5,
      settings: {
        ROLL_TEAM_ROLE: rollTeam.roleName,
        OPERATOR_ROLE: operator.roleName,
        DEPLOYER_ROLE: deployer.roleName,
        DISTRIBUTION_IDS: distributionIds.join(' '),
      },
    })
    const { account, partition } = Stack.of(this)
    // `UpdateDistribution` could redirect voters anywhere, so no team role has this right.
    allow(
      handler,
      ['cloudfront:GetDistribution', 'cloudfront:UpdateDistribution'],
      distributionIds.map((id) => `arn:${partition}:cloudfront::${account}:distribution/${id}`),
    )
    // Updating a distribution also needs rights on its log bucket. The right on its web ACL is a precaution.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cf-api-permissions-ref.html
    const logBucketArns = accessLogs ? [accessLogs.bucketArn] : []
    allow(handler, ['s3:GetBucketAcl', 's3:PutBucketAcl'], logBucketArns)
    allow(handler, ['wafv2:GetWebACL'], webAclArn ? [webAclArn] : [])
    roles.allowTeamFunction(handler)
    this.url = handler.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }).url
  }
}
