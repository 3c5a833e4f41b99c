import { findCaller, type SignedInPorts } from '../../shared/access/signed-in.ts'
import {
  arrivalSecondsAfterDelay,
  unknownPhoneRule,
  unsealSettledPhone,
} from '../../shared/domain/account/known-phone.ts'
import {
  type PhoneSmsQueue,
  warningDelaySeconds,
} from '../../shared/domain/account/known-phone-sms.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import type { ReissueForm } from './reissue-form.ts'

export interface PhoneChoice {
  phone: Phone
  toKnownPhone?: true
  delayEndsAt?: ElectionInstant
}

/** Does not compare a typed phone with the known one, which the thief of a session could otherwise guess. */
export async function choosePhone(
  { sessions, voters, election, keys }: PhoneChoicePorts,
  { session, form }: { session: SessionClaim; form: ReissueForm },
  now: ElectionInstant,
): Promise<PhoneChoice | { outcome: 'unauthenticated' | 'phone-unknown' }> {
  const rule = unknownPhoneRule(election, now)
  if (form.phone && rule.otherPhone !== 'refuse') return { phone: form.phone, ...rule }
  const caller = await findCaller({ sessions, voters }, session, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const phone = form.phone ? undefined : unsealSettledPhone(keys, caller.voter, now)
  return phone ? { phone, toKnownPhone: true } : { outcome: 'phone-unknown' }
}

/** The sender drops the warning if the request is refused. */
export async function warnKnownPhone(
  smsQueue: PhoneSmsQueue | undefined,
  { session: { voterId }, reissue: { reissueId: id } }: ReissueClaim,
): Promise<void> {
  await smsQueue?.put({ voterId, sms: 'other-phone-requested', id }, warningDelaySeconds)
}

export function addDelay(reissue: Reissue, delayEndsAt: ElectionInstant): Reissue {
  const expectedAt = secondsLater(delayEndsAt, arrivalSecondsAfterDelay)
  return { ...reissue, delayEndsAt, expectedAt, smsDueAt: delayEndsAt }
}

interface PhoneChoicePorts extends SignedInPorts {
  election: Election<ElectionInstant>
  keys: KeysFor<'known-phone'>
}
