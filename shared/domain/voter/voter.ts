import { latest, secondsLater } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'
import type { Identifier } from './identifier.ts'
import { isIdentifierOf } from './identifier-derivation.ts'
import type { MailFailure } from './mail-failure.ts'

export const noticeFormats = ['standard', 'grand', 'html', 'braille'] as const

export type NoticeFormat = (typeof noticeFormats)[number]

/** One line of the electoral roll with what the voter has consumed. No clear identifier, NUMEN or birth date. */
export interface Voter {
  voterId: string
  email: string
  /** The id that the address gives, if it was corrected: absent, the voter's own. */
  addressId?: string
  firstName: string
  lastName: string
  /** Ids of the ballots the voter takes part in. */
  ballots: string[]
  /** PHC-like argon2id string; absent until the first connection. */
  passwordHash?: string
  /** Keyed hash of NUMEN and birth date together: nothing can tell which of the two is wrong. */
  identityHash: string
  /** Who the voter is, whatever their address. */
  personId: string
  /** Keyed hash of the only identifier that is valid now. */
  identifierHash: string
  /** The request whose SMS carried that identifier; absent of a notice's. */
  identifierReissueId?: string
  /**
   * What the last swap made void: it comes back if SNS did not send that SMS after all. With the request that carried
   * it, or `noticeCarrier`.
   */
  formerIdentifierHash?: string
  formerIdentifierReissueId?: string
  reissueCount: number
  /**
   * SMS asked for so far: a failed or withdrawn request still counts, one that was cancelled before its SMS does not.
   * Absent: none since the election's version that counts them.
   */
  smsCount?: number
  pendingReissueId?: string
  latestReissueId?: string
  /** A request was cancelled as not the voter's own: whoever made it knows the password. */
  passwordChangeRequired?: true
  /** Moved on by whatever ends all the voter's sessions; no browser stays known either. */
  sessionEpoch: number
  passwordSetAt?: ElectionInstant
  /** When the voter last replaced a password; a first one replaces nothing. */
  passwordRenewedAt?: ElectionInstant
  /** When staff last lifted the wait after wrong identities: those of before count no more. */
  waitLiftedAt?: ElectionInstant
  /** When it was lifted in the last day, the oldest first. */
  waitsLiftedAt?: ElectionInstant[]
  /** The last phone of theirs that was refused, since it served somebody else. */
  takenPhone?: TakenPhone
  /** Where the notice is handed out. */
  school?: string
  noticeFormat?: NoticeFormat
  /** Of the last notice: absent of the first, then 2, 3… */
  noticeNumber?: number
  noticeOperationId?: string
  /** The approval by which staff printed the last notice: its voter reads the end of its identifier. */
  noticeWishId?: string
  noticeRenewedAt?: ElectionInstant
  /** When the last notice came back unsigned: its identifier is nobody's. */
  noticeReturnedAt?: WallInstant
  correctedAt?: WallInstant
  /** When two people last corrected it after the roll's seal. */
  repairedAt?: ElectionInstant
  addressCorrectedAt?: WallInstant
  /** The address before the last correction, if that changed it; before several, until a password was created. */
  formerEmail?: string
  /** What last kept mails from their address, or from the one that was corrected last. */
  mailFailure?: MailFailure
  /** When the team last had the address tried again: what became of mails of before says nothing of it. */
  mailClearedAt?: ElectionInstant
  /** When the voter was removed from the roll: only who writes to them finds them. */
  removedAt?: WallInstant
  /** A rehearsal lets them in, and writes to them. */
  guest?: true
}

/** For staff to free it, once they have made sure whose it is. */
export interface TakenPhone {
  phoneHash: string
  maskedPhone: string
  at: ElectionInstant
}

/** In place of a request, for an identifier that a notice carried. */
export const noticeCarrier = 'notice'

/** A voter at one time of their account's life. */
export type VoterEpoch = Pick<Voter, 'voterId' | 'sessionEpoch'>

/** A voter's id is computed from the e-mail address, so signing in reads one item by its key. */
export function voterIdOf(keys: KeysFor<'voter-id'>, email: string): string {
  return keyedHash(keys['voter-id'], canonicalEmail(email)).slice(0, 22)
}

/** A person has one NUMEN: it tells one who has two addresses from two who share a name. */
export function personIdOf(keys: KeysFor<'person'>, numen: string): string {
  return keyedHash(keys.person, numen).slice(0, 22)
}

/**
 * What known browsers and mailed codes are bound to: the address as it is typed at a sign-in, before anything
 * is read of it. It is the voter's own id unless the address was corrected.
 */
export function addressEpoch({
  voterId,
  addressId = voterId,
  sessionEpoch,
}: Pick<Voter, 'voterId' | 'addressId' | 'sessionEpoch'>): VoterEpoch {
  return { voterId: addressId, sessionEpoch }
}

/** What last kept mails from the address that the voter has now. */
export function mailFailureOf(voter: Voter): MailFailure | undefined {
  const { mailFailure } = voter
  return mailFailure?.addressId === addressEpoch(voter).voterId ? mailFailure : undefined
}

/** Nothing is mailed to this voter until the team corrects the address, or has it tried again. */
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

/** How many requests are left to a voter: each may end in an SMS, and SMS have a ceiling of their own. */
export function remainingReissues(
  { reissueCount, smsCount = 0 }: Pick<Voter, 'reissueCount' | 'smsCount'>,
  { reissuesPerVoter, smsPerVoter }: { reissuesPerVoter: number; smsPerVoter: number },
): number {
  return Math.max(0, Math.min(reissuesPerVoter - reissueCount, smsPerVoter - smsCount))
}

/**
 * Until when no identifier is reissued online: whoever has just replaced the password through a link may hold nothing
 * but the mailbox, and of whoever was repaired it may be somebody else's.
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
  /** A voter on the roll, by their id or by that of an address they were given since. */
  find(voterId: string): Promise<Voter | undefined>
  /** To write to them: also one who was removed from the roll. */
  findAddressee(voterId: string): Promise<Voter | undefined>
  /** Writes a voter unless one stands there: importing twice changes nothing. */
  enrol(voter: Voter): Promise<'enrolled' | 'already-enrolled'>
  /** Ends all sessions of this epoch, unless it has ended: moves the voter's on. */
  endSessions(owner: VoterEpoch): Promise<void>
}
