import { encrypt } from '../encryption.ts'
import { earliestOf, latestOf, secondsLater } from '../instants.ts'
import type { KeysFor } from '../keys.ts'
import type { Phone } from '../sms/phone.ts'
import { hashPhone } from '../sms/sealed-phone.ts'
import {
  bothFactorsLostUntil,
  type KnownPhone,
  type PhoneProof,
  type Voter,
} from '../voter/voter.ts'
import type { AttemptLimit } from './attempts.ts'
import { type FormerPhone, type PhoneRules, phoneKeys, undoablePhone } from './known-phone.ts'

export const phoneCodeLimit: AttemptLimit = { name: 'phone-code', windowSeconds: 86_400, quota: 5 }

/** Attempts per code, charged before the comparison, so that concurrent guesses cannot exceed the limit. */
export const codeAttemptLimit: AttemptLimit = { name: 'phone-try', windowSeconds: 86_400, quota: 5 }

export const phonePasswordLimit: AttemptLimit = {
  name: 'phone-password',
  windowSeconds: 86_400,
  quota: 10,
}

export const phoneCodeSeconds = 600

export type PhoneKeys = KeysFor<'phone-hash' | 'known-phone'>

export type SealedPhone = Pick<KnownPhone, 'phoneHash' | 'sealedPhone'>

export function sealKnownPhone(keys: PhoneKeys, voterId: string, phone: Phone): SealedPhone {
  return {
    phoneHash: hashPhone(keys, phone),
    sealedPhone: encrypt(phoneKeys(keys), voterId, phone),
  }
}

export function phoneProofOf(
  keys: PhoneKeys,
  voterId: string,
  { phone, ...display }: { phone: Phone; maskedPhone: string; territory: string },
  proofId: string,
  now: ElectionInstant,
): PhoneProof {
  return {
    proofId,
    ...display,
    ...sealKnownPhone(keys, voterId, phone),
    expiresAt: secondsLater(now, phoneCodeSeconds),
  }
}

export function knownPhoneFrom(
  { phoneHash, sealedPhone, maskedPhone, territory }: PhoneProof,
  voter: Voter,
  election: PhoneRules,
  now: ElectionInstant,
): KnownPhone {
  const phone = { phoneHash, sealedPhone, maskedPhone, territory }
  return { ...phone, setAt: now, settlesAt: settlingTime(voter, election, now) }
}

/** Under the rule `delay`, a recent password delays settling: a mailbox thief may have set both password and phone. */
function settlingTime(voter: Voter, election: PhoneRules, now: ElectionInstant): ElectionInstant {
  const { phoneSettlesHours, bothLostHours, unknownPhone, unknownPhoneDelayHours } = election
  const startsAt = bothFactorsLostUntil(voter, bothLostHours, now) ?? now
  const settlesAt = secondsLater(startsAt, phoneSettlesHours * 3600)
  const passwordSetAt = unknownPhone === 'delay' ? voter.passwordSetAt : undefined
  const trustedAt = passwordSetAt && secondsLater(passwordSetAt, unknownPhoneDelayHours * 3600)
  return latestOf(settlesAt, trustedAt ?? settlesAt)
}

export function settlesInTime(voter: Voter, election: PhoneRules, now: ElectionInstant): boolean {
  const { reissueClosesAt, voteClosesAt } = election.dates
  return settlingTime(voter, election, now) < earliestOf(reissueClosesAt, voteClosesAt)
}

export function formerPhoneOf(
  { knownPhone, formerPhone }: Pick<Voter, 'knownPhone' | 'formerPhone'>,
  { phoneSettlesHours }: Pick<PhoneRules, 'phoneSettlesHours'>,
  now: ElectionInstant,
  nextPhone?: KnownPhone,
): FormerPhone | undefined {
  const earlierPhone = undoablePhone({ formerPhone }, now) ?? knownPhone
  if (!earlierPhone || earlierPhone.phoneHash === nextPhone?.phoneHash) return undefined
  return {
    ...earlierPhone,
    changedAt: now,
    endsAt: secondsLater(nextPhone?.settlesAt ?? now, nextPhone ? 0 : phoneSettlesHours * 3600),
  }
}

/** A phone or proof that is absent here is removed from the voter. */
export interface ChangedPhones {
  knownPhone?: KnownPhone | undefined
  formerPhone?: FormerPhone | undefined
  phoneProof?: PhoneProof | undefined
  endsSessions?: true
  endsWait?: true
}

export type PhoneOutcome = 'changed' | 'phone-taken' | 'changed-meanwhile'

export interface KnownPhones {
  change(voter: Voter, changedPhones: ChangedPhones, now: ElectionInstant): Promise<PhoneOutcome>
  free(
    phoneHash: string,
    at: ElectionInstant,
    notifyOwner: (voterId: string) => Promise<void>,
  ): Promise<'freed' | 'unused'>
}

export function phonesAfterFreeing(
  phoneHash: string,
  { knownPhone, formerPhone, phoneProof }: Pick<Voter, 'knownPhone' | 'formerPhone' | 'phoneProof'>,
  now: ElectionInstant,
): ChangedPhones {
  const otherProof = phoneProof?.phoneHash !== phoneHash && { phoneProof }
  if (knownPhone?.phoneHash === phoneHash) {
    const earlierPhone = undoablePhone({ formerPhone }, now) ?? { ...knownPhone, endsAt: now }
    return { ...otherProof, formerPhone: { ...earlierPhone, changedAt: now } }
  }
  const isFormerPhone = formerPhone?.phoneHash === phoneHash
  const freedPhone = isFormerPhone ? { ...formerPhone, changedAt: now, endsAt: now } : formerPhone
  return { ...otherProof, knownPhone, formerPhone: freedPhone }
}

export function boundPhoneHashes({
  knownPhone,
  formerPhone,
}: Pick<Voter, 'knownPhone' | 'formerPhone'>): string[] {
  const isFormerBound = formerPhone && formerPhone.endsAt > formerPhone.changedAt
  const boundPhones = [knownPhone, isFormerBound ? formerPhone : undefined]
  return boundPhones.flatMap((phone) => (phone ? [phone.phoneHash] : []))
}
