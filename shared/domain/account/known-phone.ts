import type { KeyObject } from 'node:crypto'
import { codeDigits } from '../code-lengths.ts'
import { decrypt } from '../encryption.ts'
import { secondsLater } from '../instants.ts'
import { type KeysFor, type KeyVersions, keyedDigest, keyedHash } from '../keys.ts'
import type { Phone } from '../sms/phone.ts'
import type { KnownPhone, PhoneProof, Voter } from '../voter/voter.ts'

export interface PhoneRules {
  phoneSettlesHours: number
  unknownPhone: 'allow' | 'delay' | 'refuse'
  unknownPhoneDelayHours: number
  bothLostHours: number
}

/** The phone seal never rotates: unlike a request's, this number stays for the whole election. */
export const sealKey = (keys: KeysFor<'known-phone'>): KeyVersions => [
  { id: 'fixed', key: keys['known-phone'] },
]

/** @throws Error if it was sealed for another voter */
export function openKnownPhone(
  keys: KeysFor<'known-phone'>,
  voterId: string,
  { sealedPhone }: Pick<KnownPhone, 'sealedPhone'>,
): Phone {
  return decrypt(sealKey(keys), voterId, sealedPhone) as Phone
}

/** Returns the phone that requests need not wait for. */
export function settledPhone(
  { knownPhone }: Pick<Voter, 'knownPhone'>,
  now: ElectionInstant,
): KnownPhone | undefined {
  return knownPhone && knownPhone.settlesAt <= now ? knownPhone : undefined
}

/** From the end of a delay to the SMS: a sweep a minute, and the queue. */
export const sweptSeconds = 180

export interface RuleForOthers {
  others: PhoneRules['unknownPhone']
  delayEndsAt?: ElectionInstant
}

/** Returns what becomes of a request to a phone that is not known. A delay beyond the vote's end would lose it. */
export function ruleForOthers(
  {
    unknownPhone: others,
    unknownPhoneDelayHours,
    dates,
  }: Pick<PhoneRules, 'unknownPhone' | 'unknownPhoneDelayHours'> & {
    dates: { voteClosesAt: ElectionInstant }
  },
  now: ElectionInstant,
): RuleForOthers {
  if (others !== 'delay') return { others }
  const delayEndsAt = secondsLater(now, unknownPhoneDelayHours * 3600)
  const leavesAt = secondsLater(delayEndsAt, sweptSeconds)
  return leavesAt < dates.voteClosesAt ? { others, delayEndsAt } : { others: 'refuse' }
}

/** Derived, so that each delivery of its message sends the same digits and nothing stores them. */
export function phoneCode(
  keys: KeysFor<'phone-code'>,
  voterId: string,
  proof: Pick<PhoneProof, 'proofId' | 'phoneHash'>,
): string {
  return digitsBy(keys['phone-code'][0].key, voterId, proof)
}

export function digitsBy(
  key: KeyObject,
  voterId: string,
  { proofId, phoneHash }: Pick<PhoneProof, 'proofId' | 'phoneHash'>,
): string {
  const number = keyedDigest(key, voterId, proofId, phoneHash).readBigUInt64BE()
  return String(number % 10n ** BigInt(codeDigits)).padStart(codeDigits, '0')
}

/**
 * Returns the replaced or removed phone that can undo this. One that never counted cannot: it may be that of a stolen
 * session.
 */
export function undoablePhone(
  { formerPhone }: { formerPhone?: FormerPhone | undefined },
  now: ElectionInstant,
): FormerPhone | undefined {
  const isUndoable =
    formerPhone && formerPhone.endsAt > now && formerPhone.settlesAt <= formerPhone.changedAt
  return isUndoable ? formerPhone : undefined
}

/** 96 bits, short enough for an SMS of one part. */
export const tokenLength = 16

export type FormerPhone = NonNullable<Voter['formerPhone']>

/** In the SMS to a phone that is replaced or removed. A fragment is in no request and no log. */
export function phoneLink(
  siteUrl: string,
  keys: KeysFor<'phone-link'>,
  voterId: string,
  former: FormerPhone,
): string {
  return `${siteUrl}/tel/#${voterId}${tokenBy(keys['phone-link'][0].key, voterId, former)}`
}

export function tokenBy(
  key: KeyObject,
  voterId: string,
  { phoneHash, setAt }: FormerPhone,
): string {
  // Later changes leave this instant as it is, so the first SMS's link stays valid.
  return keyedHash(key, voterId, phoneHash, setAt.toISOString()).slice(0, tokenLength)
}
