import { decrypt } from '../encryption.ts'
import { latest, secondsLater } from '../instants.ts'
import type { KeysFor, KeyVersions } from '../keys.ts'
import type { Phone } from '../sms/phone.ts'
import type { KnownPhone, Voter } from '../voter/voter.ts'

export interface PhoneRules {
  phoneSettlesHours: number
  unknownPhone: 'allow' | 'delay' | 'refuse'
  unknownPhoneDelayHours: number
  bothLostHours: number
  dates: Record<'reissueClosesAt' | 'voteClosesAt', ElectionInstant>
}

/** This key never rotates: unlike a request's number, the sealed one stays for the whole election. */
export const sealKey = (keys: KeysFor<'known-phone'>): KeyVersions => [
  { id: 'fixed', key: keys['known-phone'] },
]

/** Throws if the phone was sealed for another voter. */
export function openKnownPhone(
  keys: KeysFor<'known-phone'>,
  voterId: string,
  { sealedPhone }: Pick<KnownPhone, 'sealedPhone'>,
): Phone {
  return decrypt(sealKey(keys), voterId, sealedPhone) as Phone
}

/** Returns the known phone once it counts: a request to it does not wait. */
export function settledPhone(
  { knownPhone }: Pick<Voter, 'knownPhone'>,
  now: ElectionInstant,
): KnownPhone | undefined {
  return knownPhone && knownPhone.settlesAt <= now ? knownPhone : undefined
}

/** Time between the end of a delay and its SMS: the reconciler runs every minute, then comes the queue. */
export const delayedSmsSeconds = 180

/** Returns the rule for a request now to another phone. A delay beyond the vote's end would lose the request. */
export function otherPhoneRule(
  {
    unknownPhone: otherPhone,
    unknownPhoneDelayHours,
    dates,
  }: Pick<PhoneRules, 'unknownPhone' | 'unknownPhoneDelayHours' | 'dates'>,
  now: ElectionInstant,
): { otherPhone: PhoneRules['unknownPhone']; delayEndsAt?: ElectionInstant } {
  if (otherPhone !== 'delay') return { otherPhone }
  const delayEndsAt = secondsLater(now, unknownPhoneDelayHours * 3600)
  const leavesAt = secondsLater(delayEndsAt, delayedSmsSeconds)
  return leavesAt < dates.voteClosesAt ? { otherPhone, delayEndsAt } : { otherPhone: 'refuse' }
}

export type FormerPhone = NonNullable<Voter['formerPhone']>

/**
 * Returns the replaced or removed phone while its owner can undo that. A phone that never counted cannot: a thief with
 * a session may have registered it.
 */
export function undoablePhone(
  { formerPhone }: { formerPhone?: FormerPhone | undefined },
  now: ElectionInstant,
): FormerPhone | undefined {
  if (!formerPhone) return undefined
  const { changedAt, endsAt, settlesAt } = formerPhone
  // A phone that staff freed ends as it changes, by a clock that may be ahead.
  return endsAt > latest(now, changedAt) && settlesAt <= changedAt ? formerPhone : undefined
}
