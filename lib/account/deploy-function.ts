import { Duration, Stack } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { resources } from '../../functions/deploy-stack/resources.ts'
import { stackNamesFrom } from '../../shared/contract/stack-names.ts'
import { edgeRegion } from '../../shared/domain/election/edge.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { bootstrapOf } from './bootstrap.ts'
import { allow } from './policies.ts'

/**
 * Changes the election's stacks by the rights of CloudFormation, and has no key: the only one that may.
 * @param stackArns of the stacks that the election has, and of the one that all share
 */
export function deployFunction(
  scope: Construct,
  context: FunctionContext,
  stackArns: readonly string[],
): IFunction {
  const { stackName, partition, account, region } = Stack.of(scope)
  const { filesBucket, bucketsAndFiles, executionRole, regions, versionParameters } = bootstrapOf(
    Stack.of(scope),
  )
  const deploying = new FunctionWithRights(scope, 'DeployStack', resources, context, {
    // `compute-for-team` waits for it.
    timeout: Duration.seconds(15),
    settings: { FILES_BUCKET: filesBucket, EXECUTION_ROLE: executionRole, REGION: region },
  })
  // Another version may be the first to ask for one.
  const edges = `${stackNamesFrom(stackName).edge()}*`
  const edge = `arn:${partition}:cloudformation:${edgeRegion}:${account}:stack/${edges}`
  const onStacks = ['CreateStack', 'DescribeStacks', 'UpdateStack']
  allow(
    deploying,
    onStacks.map((one) => `cloudformation:${one}`),
    [...stackArns, edge],
  )
  allow(
    deploying,
    ['iam:PassRole'],
    regions.map((region) => `${executionRole}-${region}`),
    { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
  )
  // CloudFormation reads templates, and the version that they ask of the bootstrap, in the caller's name.
  allow(deploying, ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'], bucketsAndFiles)
  allow(deploying, ['ssm:GetParameters'], versionParameters)
  return deploying
}
