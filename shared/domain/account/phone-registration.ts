import { encrypt } from '../encryption.ts'
import { latest, secondsLater } from '../instants.ts'
import { isMadeWith, type KeysFor } from '../keys.ts'
import type { Phone } from '../sms/phone.ts'
import { hashPhone } from '../sms/sealed-phone.ts'
import {
  bothFactorsLostUntil,
  type KnownPhone,
  type PhoneProof,
  type Voter,
} from '../voter/voter.ts'
import type { AttemptLimit } from './attempts.ts'
import {
  digitsBy,
  type FormerPhone,
  type PhoneRules,
  sealKey,
  tokenBy,
  tokenLength,
  undoablePhone,
} from './known-phone.ts'

/** SMS with a code, to one voter or to one phone. */
export const phoneCodeLimit: AttemptLimit = { name: 'phone-code', windowSeconds: 86_400, free: 5 }

/** Codes typed for one SMS. Charged before the comparison. */
export const phoneCodeTries: AttemptLimit = { name: 'phone-try', windowSeconds: 86_400, free: 5 }

/** Passwords typed to change or remove a phone, in a session. */
export const phonePasswordLimit: AttemptLimit = {
  name: 'phone-password',
  windowSeconds: 86_400,
  free: 10,
}

const codeSeconds = 600

export type PhoneKeys = KeysFor<'phone-hash' | 'known-phone'>

export type SealedPhone = Pick<KnownPhone, 'phoneHash' | 'sealedPhone'>

export function sealKnownPhone(keys: PhoneKeys, voterId: string, phone: Phone): SealedPhone {
  return { phoneHash: hashPhone(keys, phone), sealedPhone: encrypt(sealKey(keys), voterId, phone) }
}

export function phoneProofOf(
  keys: PhoneKeys,
  voterId: string,
  { phone, ...shown }: { phone: Phone; maskedPhone: string; territory: string },
  proofId: string,
  now: ElectionInstant,
): PhoneProof {
  return {
    proofId,
    ...shown,
    ...sealKnownPhone(keys, voterId, phone),
    expiresAt: secondsLater(now, codeSeconds),
  }
}

/**
 * A phone set after a password was replaced, or with a young first one, counts later: both may be those of a thief who
 * holds the mailbox.
 */
export function knownPhoneFrom(
  { proofId: _, expiresAt: __, ...phone }: PhoneProof,
  voter: Voter,
  { phoneSettlesHours, bothLostHours, unknownPhone, unknownPhoneDelayHours }: PhoneRules,
  now: ElectionInstant,
): KnownPhone {
  const from = bothFactorsLostUntil(voter, bothLostHours, now) ?? now
  const settlesAt = secondsLater(from, phoneSettlesHours * 3600)
  const passwordSetAt = unknownPhone === 'delay' ? voter.passwordSetAt : undefined
  const trustedAt = passwordSetAt && secondsLater(passwordSetAt, unknownPhoneDelayHours * 3600)
  return { ...phone, setAt: now, settlesAt: latest(settlesAt, trustedAt ?? settlesAt) }
}

/** True if a registration would replace a phone, or one whose removal can still be undone: it needs the password. */
export function needsPassword(
  { knownPhone, formerPhone }: Pick<Voter, 'knownPhone' | 'formerPhone'>,
  now: ElectionInstant,
): boolean {
  return knownPhone !== undefined || (formerPhone !== undefined && formerPhone.endsAt > now)
}

/**
 * Returns the phone that can undo a change until the new one counts: after several changes the first, so that none of
 * them takes this from its owner.
 */
export function formerPhoneOf(
  { knownPhone, formerPhone }: Pick<Voter, 'knownPhone' | 'formerPhone'>,
  { phoneSettlesHours }: Pick<PhoneRules, 'phoneSettlesHours'>,
  now: ElectionInstant,
  next?: KnownPhone,
): FormerPhone | undefined {
  const former = undoablePhone({ formerPhone }, now) ?? knownPhone
  if (!former || former.phoneHash === next?.phoneHash) return undefined
  return {
    ...former,
    changedAt: now,
    endsAt: secondsLater(next?.settlesAt ?? now, next ? 0 : phoneSettlesHours * 3600),
  }
}

export function isPhoneCode(
  keys: KeysFor<'phone-code'>,
  voterId: string,
  proof: Pick<PhoneProof, 'proofId' | 'phoneHash'>,
  typed: string,
): boolean {
  const digits = typed.normalize('NFKC').replace(/\D/g, '')
  return isMadeWith(keys['phone-code'], digits, (key) => digitsBy(key, voterId, proof))
}

const voterIdLength = 22

export function readPhoneLink(text: string): { voterId: string; token: string } | undefined {
  if (text.length !== voterIdLength + tokenLength) return undefined
  return { voterId: text.slice(0, voterIdLength), token: text.slice(voterIdLength) }
}

export function isPhoneLink(
  keys: KeysFor<'phone-link'>,
  voterId: string,
  former: FormerPhone,
  token: string,
): boolean {
  return isMadeWith(keys['phone-link'], token, (key) => tokenBy(key, voterId, former))
}

export type PhoneChange = 'changed' | 'phone-taken' | 'unchanged'

/** Each method changes nothing if the voter's phones changed meanwhile (`unchanged`). */
export interface KnownPhones {
  /** Replaces a code under way. @returns false if the voter's sessions ended or a phone changed */
  begin(voter: Voter, proof: PhoneProof): Promise<boolean>
  set(voter: Voter, phone: KnownPhone, former: FormerPhone | undefined): Promise<PhoneChange>
  remove(voter: Voter, former: FormerPhone): Promise<PhoneChange>
  /** Ends all sessions and requires a new password too. */
  undo(voter: Voter, former: FormerPhone, at: ElectionInstant): Promise<PhoneChange>
  /** Ends `bothLostHours`, by a code sent to the known phone. */
  liftBothLost(voter: Voter, phone: KnownPhone, at: ElectionInstant): Promise<PhoneChange>
}
