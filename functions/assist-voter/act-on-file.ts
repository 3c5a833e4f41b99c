import type { ApprovedAction, FileContext, SoloAction } from '../../shared/access/act-in-file.ts'
import type { StaffPorts } from '../../shared/access/signed-in-staff.ts'
import { cancel, type StopPorts } from '../../shared/access/stop-sms.ts'
import type { KnownPhones } from '../../shared/domain/account/phone-registration.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissueMails } from '../../shared/domain/reissue/reissue-notifications.ts'
import type { SmsGrants } from '../../shared/domain/sms/sms-grants.ts'
import { delayedRequestId } from '../../shared/domain/staff/offered-actions.ts'
import type { VoterGrants } from '../../shared/domain/staff/voter-grants.ts'
import type { StaffAction } from '../../shared/domain/staff-action.ts'
import {
  bothFactorsLostUntil,
  type TakenPhone,
  type TakenPhones,
  type Voter,
} from '../../shared/domain/voter/voter.ts'
import { queueReissue } from '../../shared/runtime/journal.ts'

export interface ActionPorts
  extends Pick<StaffPorts, 'voters' | 'election' | 'electionClock'>,
    Omit<StopPorts, 'clock'> {
  voterGrants: VoterGrants
  smsGrants: SmsGrants
  knownPhones: Pick<KnownPhones, 'free'>
  takenPhones: Pick<TakenPhones, 'clear'>
  reissueMails: Pick<ReissueMails, 'notifyAgain'>
}

export const fileActions = (ports: ActionPorts) =>
  ({
    kind: 'lift-both-lost',
    act: (action, file) => doAction(ports, action, file),
    carryOut({ voter, latestReissue }, approvalUse) {
      const reissueId = delayedRequestId(latestReissue)
      const delayedRequest = reissueId ? { reissueId, now: ports.electionClock() } : undefined
      return ports.voterGrants.liftBothLost(voter, approvalUse, delayedRequest)
    },
    isStillInEffect: (voter) =>
      !bothFactorsLostUntil(voter, ports.election.bothLostHours, ports.electionClock()),
  }) satisfies SoloAction & ApprovedAction

async function doAction(
  ports: ActionPorts,
  action: StaffAction,
  { voter, latestReissue }: FileContext,
): Promise<boolean> {
  const { voters, voterGrants, smsGrants, election, electionClock } = ports
  const at = electionClock()
  switch (action) {
    case 'stop-request':
      return latestReissue !== undefined && stopRequest(ports, latestReissue)
    case 'mail-again':
      return latestReissue !== undefined && resendMail(ports, latestReissue, at)
    case 'grant-sms':
      return grantSms(smsGrants, election.limits, voter, latestReissue)
    case 'free-phone':
      return voter.takenPhone !== undefined && freePhone(ports, voter, voter.takenPhone, at)
    case 'end-sessions':
      await voters.endSessions(voter)
      return true
    case 'lift-wait':
      return voterGrants.liftWait(voter, at)
    default:
      return false
  }
}

async function grantSms(
  smsGrants: SmsGrants,
  { smsPerVoter, smsPerPhone }: Election['limits'],
  { voterId }: Voter,
  latestReissue: Reissue | undefined,
): Promise<boolean> {
  if (latestReissue) await smsGrants.grantToPhone(latestReissue.phoneHash, smsPerPhone)
  return (await smsGrants.grantToVoter(voterId, smsPerVoter)) === 'granted'
}

async function freePhone(
  { knownPhones, takenPhones, notifications }: ActionPorts,
  { voterId }: Voter,
  phone: TakenPhone,
  at: ElectionInstant,
): Promise<boolean> {
  const outcome = await knownPhones.free(phone.phoneHash, at, (ownerId) =>
    notifications.put({ news: 'phone-removed', voterId: ownerId, at }),
  )
  await takenPhones.clear(voterId, phone)
  return outcome === 'freed'
}

async function stopRequest(ports: ActionPorts, latestReissue: Reissue): Promise<boolean> {
  const stopPorts = { ...ports, clock: ports.electionClock }
  const withdrawal = { withdrawn: true, stoppedByStaff: true } as const
  return (await cancel(stopPorts, latestReissue, withdrawal)) === 'stopped'
}

async function resendMail(
  { reissueMails, notifications, journal }: ActionPorts,
  latestReissue: Reissue,
  at: ElectionInstant,
): Promise<boolean> {
  if (!(await reissueMails.notifyAgain(latestReissue, at))) return false
  await queueReissue(journal, notifications, latestReissue.reissueId)
  return true
}
