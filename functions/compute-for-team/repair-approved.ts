import type { Refusal } from '../../shared/contract/team-requests.ts'
import type { AccountNewsQueue } from '../../shared/domain/account/account-news.ts'
import type { ApprovalRequest } from '../../shared/domain/approval.ts'
import { askOrAct, begunApprovals } from '../../shared/domain/ask-approval.ts'
import { type Calendars, electionTimeOf } from '../../shared/domain/election/calendar.ts'
import type { KeysOf } from '../../shared/domain/keys.ts'
import { type Correction, judgeCorrection, repairBy } from '../../shared/domain/roll/correction.ts'
import { keyedIdentities } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll, RollRepairs } from '../../shared/domain/roll/roll.ts'
import { accountState } from '../../shared/domain/staff/staff-approval.ts'
import {
  type AnsweredApproval,
  answerApproval,
  approvalPorts,
  personOf,
  type TeamPorts,
} from './answer-approval.ts'
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
  const ports = approvalPorts(dependencies)
  const person = personOf(caller)
  const voter = (await roll.findMany([voterId])).get(voterId)
  if (!voter || voter.removedAt) return { refused: 'changed-meanwhile' }
  const columns = Object.entries(correction).sort()
  const request: ApprovalRequest = {
    ...{ realm: 'team', kind: 'repair', target: voterId, reason, subject: 'voter' },
    action: [email, JSON.stringify(columns)],
    state: accountState(voter),
  }
  const judge = { ...dependencies, keyed: keyedIdentities(keys) }
  // The command has validated the file.
  const valid = correction as Correction
  const [approval] = await begunApprovals(ports, person, request)
  if (approval && (await judgeCorrection(judge, voter, valid)) === 'unchanged') {
    return answerApproval({ standing: 'approved', approval })
  }
  let refused: Refusal | undefined
  const answer = await askOrAct(ports, person, request, async (use) => {
    const now = dependencies.clock()
    const repairedAt = electionTimeOf(await calendars.find(), now, now)
    const outcome = await repairBy(use, judge, voter, valid, repairedAt)
    if (outcome !== 'corrected' && outcome !== 'not-approved') refused = outcome
    return outcome === 'corrected'
  })
  return refused && 'refused' in answer ? { refused } : answerApproval(answer)
}
