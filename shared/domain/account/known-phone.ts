import { decrypt } from '../encryption.ts'
import { latestOf, secondsLater } from '../instants.ts'
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

export const phoneKeys = (keys: KeysFor<'known-phone'>): KeyVersions => [
  { id: 'fixed', key: keys['known-phone'] },
]

export function unsealKnownPhone(
  keys: KeysFor<'known-phone'>,
  voterId: string,
  { sealedPhone }: Pick<KnownPhone, 'sealedPhone'>,
): Phone {
  return decrypt(phoneKeys(keys), voterId, sealedPhone) as Phone
}

export function settledPhone(
  { knownPhone }: Pick<Voter, 'knownPhone'>,
  now: ElectionInstant,
): KnownPhone | undefined {
  return knownPhone && knownPhone.settlesAt <= now ? knownPhone : undefined
}

export function unsealSettledPhone(
  keys: KeysFor<'known-phone'>,
  voter: Pick<Voter, 'voterId' | 'knownPhone'>,
  now: ElectionInstant,
): Phone | undefined {
  const phone = settledPhone(voter, now)
  return phone && unsealKnownPhone(keys, voter.voterId, phone)
}

export const arrivalSecondsAfterDelay = 180

export function unknownPhoneRule(
  {
    unknownPhone: otherPhone,
    unknownPhoneDelayHours,
    dates,
  }: Pick<PhoneRules, 'unknownPhone' | 'unknownPhoneDelayHours' | 'dates'>,
  now: ElectionInstant,
): { otherPhone: PhoneRules['unknownPhone']; delayEndsAt?: ElectionInstant } {
  if (otherPhone !== 'delay') return { otherPhone }
  const delayEndsAt = secondsLater(now, unknownPhoneDelayHours * 3600)
  const expectedAt = secondsLater(delayEndsAt, arrivalSecondsAfterDelay)
  return expectedAt < dates.voteClosesAt ? { otherPhone, delayEndsAt } : { otherPhone: 'refuse' }
}

export type FormerPhone = NonNullable<Voter['formerPhone']>

/** A phone that had not settled before it was replaced cannot undo the change: it may be a thief's. */
export function undoablePhone(
  { formerPhone }: { formerPhone?: FormerPhone | undefined },
  now: ElectionInstant,
): FormerPhone | undefined {
  if (!formerPhone) return undefined
  const { changedAt, endsAt, settlesAt } = formerPhone
  // If staff freed this phone, `endsAt` equals `changedAt`, and both may be ahead of `now`, which another clock gave.
  return endsAt > latestOf(now, changedAt) && settlesAt <= changedAt ? formerPhone : undefined
}
