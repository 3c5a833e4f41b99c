import { stackNamesOf } from '../shared/contract/stack-names.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { electionDigest } from '../shared/domain/election/election-digest.ts'
import { ElectionError } from '../shared/domain/election/parse-election.ts'
import { OtherRollError, RollSealedError } from '../shared/domain/roll/roll.ts'
import { readElectionFile } from '../shared/tooling/election-file.ts'
import { CommandError } from './command-error.ts'
import { type Deployment, openLocalRun, openStack } from './deployment.ts'
import { failureText, failureTexts, unreachableTexts } from './failure-texts.ts'
import { KeysRefusedError } from './keys/ask-team-function.ts'
import { SecondPersonAwaitedError, secondPersonTexts } from './keys/second-person.ts'
import { TeamFunctionError } from './keys/team-function.ts'
import { teamFunctionTexts } from './keys/team-function-texts.ts'
import { nameOf } from './preflight/finding.ts'
import { useRegionOf } from './region.ts'
import { rehearsalCommandTexts } from './rehearsal/texts.ts'
import { RollError } from './roll/roll-error.ts'
import { rollTexts as texts } from './roll/texts.ts'

export interface ReachOptions {
  /** Port of the voter site of a local run. */
  local?: string
  /** Empty: the name in the election's file. */
  stack?: string
  election: string
  json?: boolean
}

export interface Reasoned extends ReachOptions {
  reason: string
}

export interface Reached {
  deployment: Deployment
  election: Election<WallInstant>
  /** Name of the service's stack; a local run would have it on AWS. */
  stack: string
}

/** Works on the named election. Returns 1 after a failure, 2 if the options name none, 3 while a second person is awaited. */
export async function withDeployment(
  options: ReachOptions,
  work: (reached: Reached) => Promise<number>,
  open: (options: ReachOptions) => Promise<Deployment> = openElection,
): Promise<number> {
  if (options.local === undefined && options.stack === undefined) {
    console.error(texts.where)
    return 2
  }
  if (options.local !== undefined && !isPort(options.local)) {
    console.error(texts.notPort(options.local))
    return 2
  }
  let deployment: Deployment | undefined
  try {
    const other =
      options.local === undefined && (await useRegionOf(readElectionFile(options.election)))
    if (other) throw new CommandError(other)
    deployment = await open(options)
    const election = deployment.election ?? readElectionFile(options.election)
    // Neither another election's file nor a changed date may decide here.
    if (electionDigest(election) !== deployment.outputs.ElectionDigest) {
      throw new CommandError(unreachableTexts.otherElection(options.election))
    }
    const stack = options.stack || stackNamesOf(election).main
    return await work({ deployment, election, stack })
  } catch (error) {
    const isAwaited = error instanceof SecondPersonAwaitedError
    console.error(isAwaited ? error.message : explained(error))
    if (isAwaited && options.local !== undefined) console.error(secondPersonTexts.onThisMachine)
    return isAwaited ? 3 : 1
  } finally {
    deployment?.close()
  }
}

export async function openElection({ local, stack, election }: ReachOptions): Promise<Deployment> {
  return stack === undefined
    ? openLocalRun(Number(local))
    : openStack(stack || stackNamesOf(readElectionFile(election)).main)
}

/** Options with which another person reaches the same election. */
export function reachedBy({ local, stack, election }: ReachOptions): string {
  if (local !== undefined) return `--local ${local}`
  const file = election === 'election.json' ? '' : ` --election ${election}`
  return `--stack${stack ? ` ${stack}` : ''}${file}`
}

/** Excludes 65535: the handset uses the next port. */
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_535

const errorsInFrench = [CommandError, ElectionError, RollError]

/** Returns a French sentence without AWS's own message, which may name a voter. */
export function explained(error: unknown): string {
  if (error instanceof RollSealedError) return texts.sealedMeanwhile
  if (error instanceof OtherRollError) return rehearsalCommandTexts.otherRoll[error.standing]
  if (errorsInFrench.some((kind) => error instanceof kind)) return (error as Error).message
  if (error instanceof KeysRefusedError) return teamFunctionTexts.refusals[error.refusal]
  if (error instanceof TeamFunctionError) return teamFunctionTexts.noAnswer(error.message)
  const { code, path, syscall, message = '' } = error as NodeJS.ErrnoException
  return code && path && syscall
    ? failureTexts.file(path, code)
    : failureText(nameOf(error), message)
}
