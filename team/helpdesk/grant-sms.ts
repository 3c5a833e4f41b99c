import type { Election } from '../../shared/domain/election/election.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import type { SmsCeilings } from '../../shared/domain/sms/sms-grants.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'
import { helpdeskTexts as texts } from '../../shared/texts/roll/helpdesk-command.ts'
import type { HelpdeskAnswer } from './with-reason.ts'

export interface Recipient {
  email?: string
  phone?: string
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  smsCeilings: SmsCeilings
  keyed: Pick<KeyedValues, 'phoneHash' | 'voterIds'>
  election: Pick<Election, 'territories'>
}

/**
 * One more SMS than the election's ceiling, for a voter, a phone or both; nothing when one of them is wrong.
 */
export async function grantSms(
  { voters, smsCeilings, keyed, election }: Dependencies,
  { email, phone }: Recipient,
): Promise<HelpdeskAnswer> {
  if (email === undefined && phone === undefined) return refused(texts.whose)
  const voter =
    email === undefined ? undefined : await voters.find(await voterIdOfAddress(keyed, email))
  if (email !== undefined && !voter) return refused(texts.noVoter)
  const reading = phone === undefined ? undefined : readPhone(phone, election.territories)
  if (reading && 'error' in reading) return refused(texts.notPhone)

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

const refused = (told: string) => ({ done: false, told: [told] })
