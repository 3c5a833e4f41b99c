import type { Clock } from '../../shared/domain/instants.ts'
import type { Reissue, ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissueMails } from '../../shared/domain/reissue/reissue-news.ts'
import type { Withdrawals } from '../../shared/domain/reissue/withdrawals.ts'
import type { PhoneReleases, SmsCeilings } from '../../shared/domain/sms/sms-grants.ts'
import type { VoterGrants } from '../../shared/domain/staff/voter-grants.ts'
import type { StaffAction } from '../../shared/domain/staff-action.ts'
import type { Voter, Voters } from '../../shared/domain/voter/voter.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { putOrJournal } from '../../shared/runtime/put-or-journal.ts'

export interface ActionPorts {
  voters: Pick<Voters, 'endSessions'>
  voterGrants: VoterGrants
  withdrawals: Withdrawals
  smsCeilings: Pick<SmsCeilings, 'grantToVoter'>
  phoneReleases: PhoneReleases
  reissueMails: Pick<ReissueMails, 'tellAgain'>
  newsQueue: ReissueQueue
  electionClock: Clock
  journal: Journal
}

interface Asked {
  action: StaffAction
  voter: Voter
  /** There is one wherever an action is about it. */
  latest: Reissue | undefined
}

/** By the voters' own transactions. @returns false when it changed nothing: what it is about is another by now */
export async function doAction(
  ports: ActionPorts,
  { action, voter, latest }: Asked,
): Promise<boolean> {
  const { voters, voterGrants, smsCeilings, phoneReleases, electionClock } = ports
  const at = electionClock()
  switch (action) {
    case 'stop-request':
      return latest !== undefined && stop(ports, latest, at)
    case 'mail-again':
      return latest !== undefined && mailAgain(ports, latest, at)
    case 'grant-sms':
      return (await smsCeilings.grantToVoter(voter.voterId)) === 'granted'
    case 'free-phone': {
      const { phoneHash } = voter.takenPhone ?? {}
      return phoneHash !== undefined && (await phoneReleases.free(phoneHash, at)) === 'freed'
    }
    case 'end-sessions':
      await voters.endSessions(voter)
      return true
    case 'lift-wait':
      await voterGrants.liftWait(voter.voterId, at)
      return true
    case 'lift-both-lost':
      return voterGrants.liftBothLost(voter)
  }
}

/** As its voter withdraws one. */
async function stop(
  { withdrawals, newsQueue, journal }: ActionPorts,
  latest: Reissue,
  at: Date,
): Promise<boolean> {
  const outcome = await withdrawals.withdraw(latest, at)
  if (outcome === 'withdrawn') await putOrJournal(journal, newsQueue, latest.reissueId)
  return outcome === 'withdrawn'
}

async function mailAgain(
  { reissueMails, newsQueue, journal }: ActionPorts,
  latest: Reissue,
  at: Date,
): Promise<boolean> {
  if (!(await reissueMails.tellAgain(latest, at))) return false
  await putOrJournal(journal, newsQueue, latest.reissueId)
  return true
}
