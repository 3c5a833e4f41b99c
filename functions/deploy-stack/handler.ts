import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { S3Client } from '@aws-sdk/client-s3'
import {
  cloudFormationStacks,
  filesOfBootstrap,
} from '../../shared/adapters/account/cloudformation-stacks.ts'
import { type DeployOutcome, stackDeployment } from '../../shared/contract/stack-deployments.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { edgeRegion } from '../../shared/domain/election/edge.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { readElection } from '../../shared/runtime/deployed-election.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { deployStack } from './deploy-stack.ts'
import { resources } from './resources.ts'

const { FILES_BUCKET, EXECUTION_ROLE, REGION } = readEnvironment(resources).settings
const edge = stackNamesOf(readElection()).edge()

/** Invoked by `compute-for-team` alone, which knows what was agreed on. */
export async function handler(event: unknown): Promise<{ outcome: DeployOutcome }> {
  const { stack, template } = stackDeployment.parse(event)
  const region = stack.startsWith(edge) ? edgeRegion : REGION
  // Asked a second time, CloudFormation refuses what it has begun.
  const requestHandler = { ...clientDefaults.requestHandler, requestTimeout: 10_000 }
  const client = { ...clientDefaults, requestHandler, maxAttempts: 1, region }
  try {
    const outcome = await deployStack(
      {
        ...filesOfBootstrap(new S3Client(client), `${FILES_BUCKET}-${region}`),
        ...cloudFormationStacks(new CloudFormationClient(client), `${EXECUTION_ROLE}-${region}`),
      },
      { stack, template },
    )
    journal({ event: 'stack.deployed', stack, outcome })
    return { outcome }
  } catch (error) {
    journal({ event: 'stack.failed', stack, error: nameOf(error) })
    // Lambda logs what is thrown: the SDK's own errors may echo their input.
    throw new Error('Nothing was deployed')
  }
}
