import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import type { PhoneReleases, SmsCeilings } from '../../shared/domain/sms/sms-grants.ts'
import type { VoterGrants } from '../../shared/domain/staff/voter-grants.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'
import { notPhoneText } from '../failure-texts.ts'
import { helpdeskTexts as texts } from './texts.ts'

export interface HelpdeskAnswer {
  done: boolean
  told: string[]
}

export interface Recipient {
  email?: string
  phone?: string
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  smsCeilings: SmsCeilings
  phoneReleases: PhoneReleases
  voterGrants: Pick<VoterGrants, 'liftWait'>
  keyed: Pick<KeyedValues, 'phoneHash' | 'voterIds'>
  election: Pick<Election, 'territories'>
  clock: Clock<ElectionInstant>
}

/** Allows one SMS beyond the ceiling to a voter, a phone or both; nothing if one of them is unknown. */
export async function grantSms(
  { voters, smsCeilings, keyed, election }: Dependencies,
  { email, phone }: Recipient,
): Promise<HelpdeskAnswer> {
  if (email === undefined && phone === undefined) return refused(texts.whose)
  const voter =
    email === undefined ? undefined : await voters.find(await voterIdOfAddress(keyed, email))
  if (email !== undefined && !voter) return refused(texts.noVoter)
  const reading = phone === undefined ? undefined : readPhone(phone, election.territories)
  if (reading && 'error' in reading) return refused(notPhoneText)

  const told: string[] = []
  if (voter) {
    const grant = await smsCeilings.grantToVoter(voter.voterId)
    told.push(grant === 'granted' ? texts.voterGranted : texts.voterUncounted)
  }
  if (reading) {
    const grant = await smsCeilings.grantToPhone(await keyed.phoneHash(reading.value))
    told.push(grant === 'granted' ? texts.phoneGranted : texts.phoneUncounted)
  }
  return { done: true, told }
}

/** Frees a phone that another voter gave as theirs. */
export async function freePhone(
  { phoneReleases, keyed, election, clock }: Dependencies,
  phone: string,
): Promise<HelpdeskAnswer> {
  const reading = readPhone(phone, election.territories)
  if ('error' in reading) return refused(notPhoneText)
  const release = await phoneReleases.free(await keyed.phoneHash(reading.value), clock())
  return { done: true, told: [release === 'freed' ? texts.phoneFreed : texts.phoneUnused] }
}

/** Ends the wait after wrong identities of today, for a voter whom staff have identified. */
export async function liftWait(
  { voters, voterGrants, keyed, clock }: Dependencies,
  email: string,
): Promise<HelpdeskAnswer> {
  const voter = await voters.find(await voterIdOfAddress(keyed, email))
  if (!voter) return refused(texts.noVoter)
  if (!(await voterGrants.liftWait(voter, clock())))
    return refused(
      "L'attente de cet électeur a déjà été levée trois fois en un jour : il doit attendre.",
    )
  return { done: true, told: [texts.waitLifted] }
}

const refused = (told: string) => ({ done: false, told: [told] })
