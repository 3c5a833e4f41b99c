import type { Refusal, TeamRequestOf } from '../../shared/contract/team-requests.ts'
import type { ApprovalRequest, Person } from '../../shared/domain/approval.ts'
import { electionTimeOf } from '../../shared/domain/election/calendar.ts'
import { approveOrRequest, findResumableApprovals } from '../../shared/domain/request-approval.ts'
import { type Correction, checkCorrection, repair } from '../../shared/domain/roll/correction.ts'
import { keyedIdentities } from '../../shared/domain/roll/keyed-values.ts'
import { accountState } from '../../shared/domain/staff/staff-approval.ts'
import type { TeamOutcome } from './answer-approval.ts'
import type { TeamPorts } from './team-ports.ts'

export async function correctVoter(
  ports: TeamPorts,
  person: Person,
  { voterId, email, correction, reason }: TeamRequestOf<'repair'>,
): Promise<TeamOutcome> {
  const { roll, keys, calendars } = ports
  const voter = (await roll.findMany([voterId])).get(voterId)
  if (!voter || voter.removedAt) return { refused: 'changed-meanwhile' }
  const sortedCorrection = Object.entries(correction).sort()
  const request: ApprovalRequest = {
    ...{ realm: 'team', kind: 'repair', target: voterId, reason, subject: 'voter' },
    action: [email, JSON.stringify(sortedCorrection)],
    state: accountState(voter),
  }
  const repairPorts = { ...ports, keyedValues: keyedIdentities(keys) }
  // The command has already validated the correction.
  const validCorrection = correction as Correction
  const [approval] = await findResumableApprovals(ports, person, request)
  if (approval && (await checkCorrection(repairPorts, voter, validCorrection)) === 'unchanged') {
    return { status: 'approved', approval }
  }
  let refusal: Refusal | undefined
  const answer = await approveOrRequest(ports, person, request, async (approvalUse) => {
    const now = ports.clock()
    const repairedAt = electionTimeOf(await calendars.find(), now, now)
    const outcome = await repair(approvalUse, repairPorts, voter, validCorrection, repairedAt)
    if (outcome !== 'corrected' && outcome !== 'not-approved') refusal = outcome
    return outcome === 'corrected'
  })
  return refusal && 'refused' in answer ? { refused: refusal } : answer
}
