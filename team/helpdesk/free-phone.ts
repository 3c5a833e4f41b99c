import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import type { PhoneReleases } from '../../shared/domain/sms/sms-grants.ts'
import { helpdeskTexts as texts } from '../../shared/texts/roll/helpdesk-command.ts'
import type { HelpdeskAnswer } from './with-reason.ts'

interface Dependencies {
  phoneReleases: PhoneReleases
  keyed: Pick<KeyedValues, 'phoneHash'>
  election: Pick<Election, 'territories'>
  clock: Clock
}

/**
 * Lets the owner of a phone use it although another voter gave it as theirs.
 */
export async function freePhone(
  { phoneReleases, keyed, election, clock }: Dependencies,
  phone: string,
): Promise<HelpdeskAnswer> {
  const reading = readPhone(phone, election.territories)
  if ('error' in reading) return { done: false, told: [texts.notPhone] }
  const release = await phoneReleases.free(await keyed.phoneHash(reading.value), clock())
  return { done: true, told: [release === 'freed' ? texts.phoneFreed : texts.phoneUnused] }
}
