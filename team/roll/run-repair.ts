import { approvalMinutes } from '../../shared/domain/approval.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { repairTexts as texts } from '../../shared/texts/roll/repair-command.ts'
import { askForRepair, type RepairAnswer } from '../keys/ask-team-function.ts'
import { type ReachOptions, withDeployment } from '../reach-election.ts'
import type { VoterLine } from './change-voters.ts'
import { type CheckedRoll, checkRoll, type RollLine, readRoll } from './read-roll.ts'
import { rollAccess } from './roll-access.ts'
import { mistakesTable, writeMistakes } from './roll-mistakes-report.ts'

export interface RepairOptions extends ReachOptions {
  reason: string
  errors: string
}

/** Corrects a voter of a sealed roll once two people ask. @returns 3 when another person must ask for the same */
export function runRepair(file: string, options: RepairOptions): Promise<number> {
  const { reason, errors, ...reach } = options
  return withDeployment(reach, async ({ deployment, election }) => {
    if (new Date() < rollSealedAt(election)) {
      console.error(texts.unsealed)
      return 1
    }
    const { ballots } = election
    const checked = await checkRoll(file, { ballots, purpose: 'correct', now: new Date() })
    if (checked.mistakeCount > 0) {
      await writeMistakes(errors, checked.mistakes)
      console.error(mistakesTable(checked, errors))
      return 1
    }
    const lines: RollLine<'correct'>[] = []
    for await (const chunk of readRoll(checked as CheckedRoll<'correct'>)) lines.push(...chunk)
    const [only] = lines
    if (!only || lines.length > 1) {
      console.error(texts.notOne(lines.length))
      return 2
    }
    const { email, ...correction } = only.entry
    const line = { line: only.line, email, correction }
    const access = rollAccess(deployment, election)
    const askRepair = (repair: Parameters<typeof askForRepair>[1]) =>
      askForRepair(deployment.askTeamFunction, repair)
    const repair = await repairVoter({ ...access, askRepair }, line, reason)
    console.log(repair.said)
    return repair.code
  })
}

interface Dependencies {
  keyed: Pick<KeyedValues, 'voterIds'>
  roll: Pick<Roll, 'findMany'>
  /** Notes what one person asks for, or tells that another has asked for the very same. */
  askRepair(repair: Parameters<typeof askForRepair>[1]): Promise<RepairAnswer>
}

/** Asks for a correction, or does it when another person has asked for the very same. */
export async function repairVoter(
  dependencies: Dependencies,
  line: VoterLine,
  reason: string,
): Promise<{ code: number; said: string }> {
  const { keyed, roll, askRepair } = dependencies
  const { email, correction } = line
  const asked = await voterIdOfAddress(keyed, email)
  const voter = (await roll.findMany([asked])).get(asked)
  if (!voter || voter.removedAt) return { code: 1, said: texts.outcome('absent') }
  const { voterId } = voter
  const answer = await askRepair({ voterId, email, correction, reason })
  if (answer.standing !== 'approved') {
    const isFirst = answer.standing === 'asked'
    return { code: 3, said: isFirst ? texts.asked(approvalMinutes.team) : texts.askedAlready }
  }
  const { repaired, by } = answer
  return { code: repaired === 'corrected' ? 0 : 1, said: texts.outcome(repaired, by) }
}
