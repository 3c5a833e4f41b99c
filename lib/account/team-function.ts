import { Duration, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { FunctionUrlAuthType, type IFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { resources as computeForTeam } from '../../functions/compute-for-team/resources.ts'
import { resources as deployStack } from '../../functions/deploy-stack/resources.ts'
import { edgeRegion } from '../../shared/domain/election/edge.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { bootstrapOf } from './bootstrap.ts'
import type { TeamRoles } from './team-roles.ts'

/**
 * Computes for the team what needs the keys, which no role of theirs reads. At a URL of its own, where IAM says who
 * asks; the roles may invoke it there, and in no other way.
 */
export class TeamFunction extends Construct {
  readonly url: string
  /** The function itself. */
  readonly computing: IFunction
  readonly deploying: IFunction

  /** @param of the stacks that the election has, and of the one that all share; and of the voters' site */
  constructor(
    scope: Construct,
    id: string,
    context: FunctionContext,
    roles: TeamRoles,
    { stackArns, distributionId }: { stackArns: readonly string[]; distributionId: string },
  ) {
    super(scope, id)
    const deploying = this.deployer(context, stackArns)
    const { rollTeam, helpdesk, operator, deployer } = roles.roles
    const computing = new FunctionWithRights(this, 'ComputeForTeam', computeForTeam, context, {
      // A flood of the API must not take the helpdesk's: commands try again beyond.
      reserves: 5,
      settings: {
        ROLL_TEAM_ROLE: rollTeam.roleName,
        HELPDESK_ROLE: helpdesk.roleName,
        OPERATOR_ROLE: operator.roleName,
        DEPLOYER_ROLE: deployer.roleName,
        DEPLOY_FUNCTION: deploying.functionName,
        DISTRIBUTION_ID: distributionId,
      },
    })
    const { account, partition } = Stack.of(this)
    const may = (actions: string[], resource: string) =>
      computing.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }))
    may(['lambda:InvokeFunction'], deploying.functionArn)
    // Of the origin token alone it changes the header: a role that may do so could lead voters anywhere.
    may(
      ['cloudfront:GetDistribution', 'cloudfront:UpdateDistribution'],
      `arn:${partition}:cloudfront::${account}:distribution/${distributionId}`,
    )
    roles.letAsk(computing)
    this.computing = computing
    this.deploying = deploying
    this.url = computing.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }).url
  }

  /** Changes the election's stacks by the rights of CloudFormation, and has no key: the only one that may. */
  private deployer(context: FunctionContext, stackArns: readonly string[]): IFunction {
    const { stackName, partition, account, region } = Stack.of(this)
    const { filesBucket, bucketsAndFiles, executionRole, regions, versionParameters } = bootstrapOf(
      Stack.of(this),
    )
    const deploying = new FunctionWithRights(this, 'DeployStack', deployStack, context, {
      // `compute-for-team` waits for it.
      timeout: Duration.seconds(15),
      settings: { FILES_BUCKET: filesBucket, EXECUTION_ROLE: executionRole, REGION: region },
    })
    const may = (actions: string[], resources: readonly string[], conditions = {}) =>
      deploying.addToRolePolicy(
        new PolicyStatement({ actions, resources: [...resources], conditions }),
      )

    // Another version may be the first to ask for one.
    const edge = `arn:${partition}:cloudformation:${edgeRegion}:${account}:stack/${stackName}-Edge*`
    const onStacks = ['CreateStack', 'DescribeStacks', 'UpdateStack']
    may(
      onStacks.map((one) => `cloudformation:${one}`),
      [...stackArns, edge],
    )
    may(
      ['iam:PassRole'],
      regions.map((region) => `${executionRole}-${region}`),
      { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
    )
    // CloudFormation reads templates, and the version that they ask of the bootstrap, in the caller's name.
    may(['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'], bucketsAndFiles)
    may(['ssm:GetParameters'], versionParameters)
    return deploying
  }
}
