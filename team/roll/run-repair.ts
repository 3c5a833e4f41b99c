import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { CommandError } from '../command-error.ts'
import { agreedIn, askApproval } from '../keys/ask-team-function.ts'
import type { Reached, Reasoned } from '../reach-election.ts'
import type { CorrectionEntry } from './read-entry.ts'
import { checkRoll } from './read-roll.ts'
import { repairTexts as texts } from './repair-texts.ts'
import { rollAccess } from './roll-access.ts'
import { type MistakeOptions, passesChecks } from './roll-mistakes-report.ts'
import { findByAddress } from './voters-by-address.ts'

/** Corrects a voter of a sealed roll. Returns 3 if another person must run the same command. */
export async function runRepair(
  reached: Reached,
  file: string,
  options: Reasoned & MistakeOptions,
): Promise<number> {
  const { election } = reached
  if (new Date() < rollSealedAt(election)) throw new CommandError(texts.unsealed)
  const { ballots } = election
  const checked = await checkRoll(file, { ballots, purpose: 'correct', now: new Date() })
  if (!(await passesChecks(checked, options))) return 1
  const { entries } = checked
  const [only] = entries
  if (!only || entries.length > 1) throw new CommandError(texts.notOne(entries.length), 2)
  return repairVoter(reached, only.entry, options.reason)
}

async function repairVoter(
  { deployment, election }: Reached,
  entry: CorrectionEntry,
  reason: string,
): Promise<number> {
  const [found] = await findByAddress(rollAccess(deployment, election), [entry])
  const voter = found?.voter
  if (!voter || voter.removedAt) throw new CommandError(texts.absent)
  const { voterId } = voter
  const { email, ...correction } = entry
  const answer = await askApproval(deployment.askTeamFunction, {
    ...{ compute: 'repair', voterId, email, correction, reason },
  })
  console.log(texts.corrected(agreedIn(answer).request.by))
  return 0
}
