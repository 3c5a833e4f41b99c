import { stackNamesOf } from '../shared/contract/stack-names.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { electionDigest } from '../shared/domain/election/election-digest.ts'
import { ElectionError } from '../shared/domain/election/parse-election.ts'
import { RollModeError, RollSealedError } from '../shared/domain/roll/roll.ts'
import { readElectionFile } from '../shared/tooling/election-file.ts'
import { CommandError } from './command-error.ts'
import { type Deployment, openLocalRun, openStack } from './deployment.ts'
import { failureText, failureTexts, mismatchTexts } from './failure-texts.ts'
import { SecondPersonAwaitedError, secondPersonTexts } from './keys/second-person.ts'
import { errorName } from './preflight/finding.ts'
import { useRegionOf } from './region.ts'
import { rehearsalCommandTexts } from './rehearsal/texts.ts'
import { rollTexts as texts } from './roll/texts.ts'

export interface TargetOptions {
  local?: boolean
  port?: number
  stack?: boolean
  election: string
}

export interface ReasonOptions extends TargetOptions {
  reason: string
}

export interface Target {
  deployment: Deployment
  election: Election<WallInstant>
}

export async function withDeployment(
  options: TargetOptions,
  work: (target: Target) => Promise<number>,
  open: (options: TargetOptions) => Promise<Deployment> = openElection,
): Promise<number> {
  let deployment: Deployment | undefined
  try {
    if (!options.local && !options.stack) throw new CommandError(texts.missingTarget, 2)
    if (options.stack) await useRegionOf(readElectionFile(options.election))
    deployment = await open(options)
    const election = deployment.election ?? readElectionFile(options.election)
    if (electionDigest(election) !== deployment.outputs.ElectionDigest) {
      throw new CommandError(mismatchTexts.otherElection(options.election))
    }
    return await work({ deployment, election })
  } catch (error) {
    const exitCode = reportFailure(error)
    if (error instanceof SecondPersonAwaitedError && options.local)
      console.error(secondPersonTexts.localCallerHint)
    return exitCode
  } finally {
    deployment?.close()
  }
}

export type TargetCommand = (target: Target, ...args: never[]) => Promise<number>

export const runOnTarget =
  (work: TargetCommand) =>
  (...args: unknown[]): Promise<number> =>
    withDeployment(args.at(-1) as TargetOptions, (target) => work(target, ...(args as never[])))

export async function openElection({ stack, port, election }: TargetOptions): Promise<Deployment> {
  return stack ? openStack(stackNamesOf(readElectionFile(election)).main) : openLocalRun(port)
}

export function targetArgs({ local, port, election }: TargetOptions): string {
  if (local) return `--local --port ${port}`
  return election === 'election.json' ? '--stack' : `--stack --election ${election}`
}

export function reportFailure(error: unknown): number {
  console.error(explanationOf(error))
  if (error instanceof ElectionError) return 2
  return error instanceof CommandError ? error.exitCode : 1
}

export function explanationOf(error: unknown): string {
  if (error instanceof RollSealedError) return texts.earlierSeal
  if (error instanceof RollModeError) return rehearsalCommandTexts.otherRoll[error.mode]
  if (error instanceof CommandError || error instanceof ElectionError) return error.message
  const { code, path, syscall, message = '' } = error as NodeJS.ErrnoException
  return code && path && syscall
    ? failureTexts.fileFailure(path, code)
    : failureText(errorName(error), message)
}
