import { type SignedInPorts, signedIn } from '../../shared/access/signed-in.ts'
import {
  delayedSmsSeconds,
  openKnownPhone,
  otherPhoneRule,
  settledPhone,
} from '../../shared/domain/account/known-phone.ts'
import { noticeSeconds, type PhoneSmsQueue } from '../../shared/domain/account/known-phone-sms.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { ReissueClaim } from '../../shared/domain/reissue/reissue-rules.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import type { ReissueForm } from './reissue-form.ts'

export interface PhonePath {
  phone: Phone
  toKnownPhone?: true
  delayEndsAt?: ElectionInstant
}

/** Compares no typed number with the known one, or a stolen session could search for it. */
export async function choosePhone(
  { sessions, voters, election, keys }: ChoosingPorts,
  { session, form }: { session: SessionClaim; form: ReissueForm },
  now: ElectionInstant,
): Promise<PhonePath | { outcome: 'unauthenticated' | 'phone-unknown' }> {
  const rule = otherPhoneRule(election, now)
  if (form.phone && rule.otherPhone !== 'refuse') return { phone: form.phone, ...rule }
  const caller = await signedIn({ sessions, voters }, session, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const knownPhone = form.phone ? undefined : settledPhone(caller.voter, now)
  if (!knownPhone) return { outcome: 'phone-unknown' }
  return { phone: openKnownPhone(keys, session.voterId, knownPhone), toKnownPhone: true }
}

/** Queues the SMS before the acceptance, so that no request goes unreported. It is sent only if both items exist. */
export async function queueSmsToKnownPhone(
  smsQueue: PhoneSmsQueue | undefined,
  { session: { voterId }, reissue: { reissueId: id } }: ReissueClaim,
): Promise<void> {
  await smsQueue?.put({ voterId, sms: 'other-phone-requested', id }, noticeSeconds)
}

/** The reconciler requeues the SMS once the delay has ended. */
export function delayed(accepted: Reissue, delayEndsAt: ElectionInstant): Reissue {
  const expectedAt = secondsLater(delayEndsAt, delayedSmsSeconds)
  return { ...accepted, delayEndsAt, expectedAt, smsDueAt: delayEndsAt }
}

interface ChoosingPorts extends SignedInPorts {
  election: Election<ElectionInstant>
  keys: KeysFor<'known-phone'>
}
