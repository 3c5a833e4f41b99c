import type { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import type { S3Client } from '@aws-sdk/client-s3'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import { digestOf } from '../../shared/domain/ledger/seal.ts'
import { deployTexts as texts } from '../../shared/texts/ledger/deploy-command.ts'
import { rehearsalCommandTexts } from '../../shared/texts/roll/rehearsal-command.ts'
import type { AskTeamFunction } from '../keys/team-function.ts'
import { nameOf } from '../preflight/ask.ts'
import { deployStacks, whyNot } from './deploy-stacks.ts'
import { publishFiles } from './publish-files.ts'
import { electionStackIn, readAssembly, templatesIn } from './read-assembly.ts'

interface Cdk {
  /** @returns the exit code of `cdk synth` into this directory */
  synth(directory: string): Promise<number>
  /** @returns the exit code of `cdk deploy` of what stands in this directory */
  deploy(directory: string): Promise<number>
}

/** An election whose stacks a function of its own makes anew, and nobody of the team by themselves. */
export interface ByFunction {
  ask: AskTeamFunction
  account: string
  region: string
  s3: (region: string) => S3Client
  cloudFormation: (region: string) => CloudFormationClient
  pollMilliseconds?: number
}

/** What a deployed election has to say before it is deployed again. */
export interface Standing {
  /** What the roll in its tables was imported for; undefined when there is none. */
  rollMode: () => Promise<ElectionMode | undefined>
  /** Undefined of an election that was never deployed, or by a version without that function. */
  byFunction: ByFunction | undefined
  /** Asked of such a version alone. */
  isSealed: () => Promise<boolean>
}

/** @param stack the election's */
export type Reach = (stack: string) => Promise<Standing>

interface Options {
  directory: string
  reason: string | undefined
  /** For `cdk deploy` alone. */
  ofCdk?: readonly string[]
}

/**
 * `npm run deploy`: by `cdk deploy` with an administrator's rights the first time, and from then on by the function.
 * @returns the exit code: 1 when nothing was deployed, 2 when an option cannot serve, 3 when another person must ask
 *   for the same
 */
export async function runDeploy(
  { directory, reason, ofCdk = [] }: Options,
  cdk: Cdk,
  reach: Reach,
): Promise<number> {
  const tell = console.error
  if ((await cdk.synth(directory)) !== 0) {
    tell(texts.notMade)
    return 1
  }
  const { stack, mode } = electionStackIn(directory)
  try {
    const { rollMode, byFunction, isSealed } = await reach(stack)
    const standing = await rollMode()
    if (standing && standing !== mode) {
      tell(rehearsalCommandTexts.otherRoll[standing])
      return 1
    }
    if (byFunction) return await deployByFunction(byFunction, { directory, reason, ofCdk })
    if (await isSealed()) {
      tell(texts.sealedByOlder)
      return 1
    }
  } catch (error) {
    tell(whyNot(error) ?? texts.unknown(nameOf(error)))
    return 1
  }
  return (await cdk.deploy(directory)) === 0 ? 0 : 1
}

async function deployByFunction(
  { s3, cloudFormation, ask, pollMilliseconds, ...place }: ByFunction,
  { directory, reason, ofCdk = [] }: Options,
): Promise<number> {
  const tell = console.error
  const [unfit] = ofCdk
  if (unfit !== undefined) {
    tell(texts.cdkOption(unfit))
    return 2
  }
  const { stacks, files } = readAssembly(directory, place)
  const others = await publishFiles(s3, files)
  if (others.length > 0) {
    tell(texts.otherFiles(others))
    return 1
  }
  const templates = templatesIn(directory)
  const version = { templates, stacks, reason: reason?.trim(), digest: digestOf(templates) }
  const waiting = pollMilliseconds === undefined ? {} : { pollMilliseconds }
  return deployStacks({ ask, clientOf: cloudFormation, tell, ...waiting }, version)
}
