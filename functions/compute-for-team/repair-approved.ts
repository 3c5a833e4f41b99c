import type { Refusal } from '../../shared/contract/team-requests.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { ApprovalRequest, ApprovalUse } from '../../shared/domain/approval.ts'
import { askOrAct, begunApprovals } from '../../shared/domain/ask-approval.ts'
import { type Calendars, electionTimeOf } from '../../shared/domain/election/calendar.ts'
import type { KeysOf } from '../../shared/domain/keys.ts'
import {
  type Correction,
  judgeCorrection,
  tellOfCorrection,
} from '../../shared/domain/roll/correction.ts'
import { keyedIdentities } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll, RollRepairs, VoterChanges } from '../../shared/domain/roll/roll.ts'
import { accountState } from '../../shared/domain/staff/staff-approval.ts'
import { type AnsweredApproval, answerApproval, type TeamPorts } from './answer-approval.ts'
import type { Caller } from './read-caller.ts'

interface Dependencies extends TeamPorts {
  keys: KeysOf<'identityKeys'>
  roll: Pick<Roll, 'findMany' | 'findPersons'> & RollRepairs
  news: AccountNewsQueue
  calendars: Pick<Calendars, 'find'>
}

/** Corrects a voter of a sealed roll once two people request the same correction. */
export async function repairApproved(
  dependencies: Dependencies,
  caller: Caller,
  repair: { voterId: string; email: string; correction: object; reason: string },
): Promise<AnsweredApproval | { refused: Refusal }> {
  const { roll, keys, calendars } = dependencies
  const { voterId, email, correction, reason } = repair
  const voter = (await roll.findMany([voterId])).get(voterId)
  if (!voter || voter.removedAt) return { refused: 'changed-meanwhile' }
  const columns = Object.entries(correction).sort()
  const request: ApprovalRequest = {
    ...{ realm: 'team', kind: 'repair', target: voterId, reason, subject: 'voter' },
    action: [email, JSON.stringify(columns)],
    state: accountState(voter),
  }
  // The command has validated the file.
  const judge = () =>
    judgeCorrection({ roll, keyed: keyedIdentities(keys) }, voter, correction as Correction)
  const [approval] = await begunApprovals(dependencies, caller, request)
  if (approval && (await judge()) === 'unchanged') {
    return answerApproval({ standing: 'approved', approval })
  }
  const write = async ({ set }: VoterChanges, use: ApprovalUse) => {
    const calendar = await calendars.find()
    const at = await tellOfCorrection(dependencies, voter)
    const repairedAt = electionTimeOf(calendar, at, at)
    return roll.repair(voter, { set: { ...set, repairedAt } }, at, use)
  }
  let refused: Refusal | undefined
  const answer = await askOrAct(dependencies, caller, request, async (use) => {
    const changes = await judge()
    const outcome = typeof changes === 'string' ? changes : await write(changes, use)
    if (outcome === 'corrected') return true
    if (outcome !== 'not-approved') refused = outcome
    return false
  })
  return refused && 'refused' in answer ? { refused } : answerApproval(answer)
}
