import { latest, secondsLater } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'
import type { Identifier } from './identifier.ts'
import { isIdentifierOf } from './identifier-derivation.ts'
import type { MailFailure } from './mail-failure.ts'

export const noticeFormats = ['standard', 'grand', 'html', 'braille'] as const

export type NoticeFormat = (typeof noticeFormats)[number]

/** A line of the electoral roll, with what the voter has consumed. Holds no clear identifier, NUMEN or birth date. */
export interface Voter {
  voterId: string
  email: string
  /** Derived from a corrected address. Absent: `voterId`. */
  addressId?: string
  firstName: string
  lastName: string
  /** Ids. */
  ballots: string[]
  /** PHC string of argon2id; absent until the first connection. */
  passwordHash?: string
  /** Covers NUMEN and birth date together, so nothing can tell which of the two is wrong. */
  identityHash: string
  /** Stays the same whatever their address. */
  personId: string
  /** Of the only valid identifier. */
  identifierHash: string
  /** The request whose SMS carried it. Absent: a notice did. */
  identifierReissueId?: string
  /** Of the identifier that the last swap made void: it is restored if SNS did not send that SMS after all. */
  formerIdentifierHash?: string
  /** The request whose SMS carried that one, or `noticeCarrier`. */
  formerIdentifierReissueId?: string
  reissueCount: number
  /** Failed and withdrawn requests count too, those cancelled before their SMS do not. Absent: none. */
  smsCount?: number
  pendingReissueId?: string
  latestReissueId?: string
  /** Somebody else made a request, and so knows the password. */
  passwordChangeRequired?: true
  /** Increased by whatever ends all sessions. No browser stays known either. */
  sessionEpoch: number
  passwordSetAt?: ElectionInstant
  /** Absent after a first password. */
  passwordRenewedAt?: ElectionInstant
  /** When staff last lifted the wait after wrong identities. Earlier ones no longer count. */
  waitLiftedAt?: ElectionInstant
  /** In the last day, the oldest first. */
  waitsLiftedAt?: ElectionInstant[]
  /** The last phone that was refused because it served somebody else. */
  takenPhone?: TakenPhone
  school?: string
  noticeFormat?: NoticeFormat
  /** Absent of the first, then 2, 3… */
  noticeNumber?: number
  noticeOperationId?: string
  /** The approval by which staff printed the last notice. Its voter reads the end of the identifier. */
  noticeWishId?: string
  noticeRenewedAt?: ElectionInstant
  /** The last notice came back unsigned: its identifier is nobody's. */
  noticeReturnedAt?: WallInstant
  correctedAt?: WallInstant
  /** Corrected by two people after the roll's seal. */
  repairedAt?: ElectionInstant
  addressCorrectedAt?: WallInstant
  /** Before the last correction, or before several until a password was created. */
  formerEmail?: string
  /** Of their address, or of the one before its correction. */
  mailFailure?: MailFailure
  /** When the team last had the address tried again. Earlier failures say nothing of it. */
  mailClearedAt?: ElectionInstant
  /** When their item was last brought back from copies. */
  restoredAt?: WallInstant
  /** Only mailers still find a removed voter. */
  removedAt?: WallInstant
  /** Takes part in a rehearsal. */
  guest?: true
}

/** Staff may free it once they have made sure whose it is. */
export interface TakenPhone {
  phoneHash: string
  maskedPhone: string
  at: ElectionInstant
}

/** In place of a request's id. */
export const noticeCarrier = 'notice'

/** What links, codes and sessions of an account are bound to. */
export type VoterEpoch = Pick<Voter, 'voterId' | 'sessionEpoch'>

/** Computed from the e-mail address, so signing in reads one item by its key. */
export function voterIdOf(keys: KeysFor<'voter-id'>, email: string): string {
  return keyedHash(keys['voter-id'], canonicalEmail(email)).slice(0, 22)
}

/** Tells one person with two addresses from two people of one name. */
export function personIdOf(keys: KeysFor<'person'>, numen: string): string {
  return keyedHash(keys.person, numen).slice(0, 22)
}

/** Known browsers and mailed codes are bound to the address as it is typed at a sign-in, before the account is read. */
export function addressEpoch({
  voterId,
  addressId = voterId,
  sessionEpoch,
}: Pick<Voter, 'voterId' | 'addressId' | 'sessionEpoch'>): VoterEpoch {
  return { voterId: addressId, sessionEpoch }
}

/** Returns the failure of the voter's present address. */
export function mailFailureOf(voter: Voter): MailFailure | undefined {
  const { mailFailure } = voter
  return mailFailure?.addressId === addressEpoch(voter).voterId ? mailFailure : undefined
}

/** True until the team corrects the address, or has it tried again. */
export function refusesMails(voter: Voter): boolean {
  return mailFailureOf(voter)?.final === true
}

export function canonicalEmail(email: string): string {
  return email.normalize('NFC').trim().toLowerCase()
}

export function hashIdentity(
  keys: KeysFor<'identity'>,
  voterId: string,
  identity: { numen: string; birthDate: string },
): string {
  return keyedHash(keys.identity, voterId, identity.numen, identity.birthDate)
}

export function holdsIdentifier(
  keys: KeysFor<'identifier-hash'>,
  voter: Voter,
  identifier: Identifier,
): boolean {
  return isIdentifierOf(keys, voter.voterId, identifier, voter.identifierHash)
}

/** Each request may end in an SMS, and SMS have a limit of their own. */
export function remainingReissues(
  { reissueCount, smsCount = 0 }: Pick<Voter, 'reissueCount' | 'smsCount'>,
  { reissuesPerVoter, smsPerVoter }: { reissuesPerVoter: number; smsPerVoter: number },
): number {
  return Math.max(0, Math.min(reissuesPerVoter - reissueCount, smsPerVoter - smsCount))
}

/**
 * Returns until when no identifier is reissued online: whoever has just replaced the password may hold nothing but the
 * mailbox, and a corrected mailbox may be somebody else's.
 */
export function bothFactorsLostUntil(
  { passwordRenewedAt, repairedAt }: Pick<Voter, 'passwordRenewedAt' | 'repairedAt'>,
  bothLostHours: number,
  now: ElectionInstant,
): ElectionInstant | undefined {
  const changes = [passwordRenewedAt, repairedAt].filter((at) => at !== undefined)
  const until = secondsLater(latest(...changes), bothLostHours * 3600)
  return until > now ? until : undefined
}

export interface Voters {
  /** Finds a voter on the roll by their id, or by that of a corrected address. */
  find(voterId: string): Promise<Voter | undefined>
  /** Also finds one who was removed from the roll. */
  findAddressee(voterId: string): Promise<Voter | undefined>
  enrol(voter: Voter): Promise<'enrolled' | 'already-enrolled'>
  /** Does nothing if that epoch has ended. */
  endSessions(owner: VoterEpoch): Promise<void>
}
