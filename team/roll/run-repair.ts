import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { CommandError } from '../command-error.ts'
import { requestApproval, requireApproval } from '../keys/ask-team-function.ts'
import type { ReasonOptions, Target } from '../reach-election.ts'
import { passesChecks, type ReportOptions } from './file-error-report.ts'
import { checkRoll } from './read-roll.ts'
import { repairTexts as texts } from './repair-texts.ts'
import { rollAccess } from './roll-access.ts'
import { findByAddress } from './voters-by-address.ts'

export async function runRepair(
  { deployment, election }: Target,
  file: string,
  options: ReasonOptions & ReportOptions,
): Promise<number> {
  const seal = dynamoRollSeal(deployment.database, deployment.outputs.RollOperationsTable)
  const sealedAt = await seal.find()
  // A later date in `election.json` does not lift the seal.
  if (!sealedAt && new Date() < rollSealedAt(election)) throw new CommandError(texts.unsealedRoll)
  const checkedRoll = await checkRoll(file, { election, kind: 'correct', now: new Date() })
  if (!(await passesChecks(checkedRoll, options))) return 1
  const { entries } = checkedRoll
  const [line] = entries
  if (!line || entries.length > 1) throw new CommandError(texts.severalVoters(entries.length), 2)
  const [match] = await findByAddress(rollAccess(deployment, election), [line.entry])
  const voter = match?.voter
  if (!voter || voter.removedAt) throw new CommandError(texts.unknownVoter)
  const { email, ...correction } = line.entry
  const answer = await requestApproval(deployment.askTeamFunction, {
    ...{ compute: 'repair', voterId: voter.voterId, email, correction, reason: options.reason },
  })
  console.log(texts.success(requireApproval(answer).request.by))
  return 0
}
