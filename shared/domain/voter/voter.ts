import { latestOf, secondsLater } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'
import type { Identifier } from './identifier.ts'
import { isIdentifierOf } from './identifier-derivation.ts'

export const noticeFormats = ['standard', 'grand', 'html', 'braille'] as const

export type NoticeFormat = (typeof noticeFormats)[number]

/** Entry of the roll, with the voter's account and counts. Holds no identifier, NUMEN or birth date in clear. */
export interface Voter {
  voterId: string
  email: string
  /** Id of a corrected address. Default: `voterId`. */
  addressId?: string
  firstName: string
  lastName: string
  ballots: string[]
  /** argon2id as a PHC string; absent until the first password is set. */
  passwordHash?: string
  /** One hash of NUMEN and birth date, so that nothing can tell which of the two is wrong. */
  identityHash: string
  /** Keyed hash of the NUMEN. */
  personId: string
  /** Hash of the only valid identifier; matches none after a returned notice. */
  identifierHash: string
  /** Request whose SMS carried the valid identifier; absent if a notice did. */
  identifierReissueId?: string
  /** Hash of the identifier before the last SMS, restored if SNS did not send this SMS after all. */
  formerIdentifierHash?: string
  /** Request whose SMS carried the former identifier, or `noticeSource`. */
  formerIdentifierReissueId?: string
  reissueCount: number
  /** Withdrawn and failed requests stay counted; disowned ones and those cancelled by their link do not. */
  smsCount?: number
  pendingReissueId?: string
  latestReissueId?: string
  /** Set when the voter cancels a request by its link, disowns one, or undoes a phone change. */
  passwordChangeRequired?: true
  /** Increased to end all sessions and forget all browsers. */
  sessionEpoch: number
  passwordSetAt?: ElectionInstant
  /** When the password was last replaced; absent for a first password, and removed if the wait is lifted. */
  passwordRenewedAt?: ElectionInstant
  /** When staff last lifted the wait after wrong identities. */
  waitLiftedAt?: ElectionInstant
  /** Times of the last lift of this wait and of those in the 24 hours before it, oldest first. */
  waitsLiftedAt?: ElectionInstant[]
  /** A phone that the voter proved, or the roll gave, before it was needed. */
  knownPhone?: KnownPhone
  /** The phone that its owner may restore until `endsAt`: the one before the earliest change that can still be undone. */
  formerPhone?: KnownPhone & { changedAt: ElectionInstant; endsAt: ElectionInstant }
  /** Pending code, sent to a new phone or to the known one. */
  phoneProof?: PhoneProof
  /** The last phone refused because it served somebody else. */
  takenPhone?: TakenPhone
  school?: string
  noticeFormat?: NoticeFormat
  /** Starts at 2; absent for the first notice. */
  noticeNumber?: number
  noticeOperationId?: string
  /** Approval under which staff printed the last notice. */
  noticeWishId?: string
  noticeRenewedAt?: ElectionInstant
  /** When the last notice was reported as returned; its identifier is then invalid. */
  noticeReturnedAt?: WallInstant
  correctedAt?: WallInstant
  /** Last correction by two people after the roll was sealed; removed if the wait is lifted. */
  repairedAt?: ElectionInstant
  addressCorrectedAt?: WallInstant
  /** Address before the last correction, or before several corrections without a new password. */
  formerEmail?: string
  /** Failure of mail to the current address, or to the one before its correction. */
  mailFailure?: MailFailure
  /** When the team last allowed mail to the address again; earlier failures no longer count. */
  mailClearedAt?: ElectionInstant
  /** When the item was last restored from a backup copy. */
  restoredAt?: WallInstant
  /** When the voter left the roll. `Voters.find` then returns undefined; `findAddressee` still returns the voter. */
  removedAt?: WallInstant
  guest?: true
}

export interface KnownPhone {
  phoneHash: string
  /** Encrypted number. */
  sealedPhone: string
  maskedPhone: string
  territory: string
  setAt: ElectionInstant
  /** Day of the voter's own request (`YYYY-MM-DD`), for a phone of the roll. */
  requestedOn?: string
  /** The phone counts as unknown before this. */
  settlesAt: ElectionInstant
  /** When a code sent to this phone last ended the wait of `bothLostHours`. */
  liftedAt?: ElectionInstant
}

export interface PhoneProof
  extends Pick<KnownPhone, 'phoneHash' | 'sealedPhone' | 'maskedPhone' | 'territory'> {
  proofId: string
  /** Session that requested the code: no other session can use up its attempts. */
  tokenHash?: string
  expiresAt: ElectionInstant
}

/** Phone that serves another voter. Staff may free it after verifying its owner. */
export interface TakenPhone {
  phoneHash: string
  maskedPhone: string
  at: ElectionInstant
}

export interface TakenPhones {
  record(voterId: string, phone: TakenPhone): Promise<void>
  /** Does nothing if another phone was recorded meanwhile. */
  clear(voterId: string, phone: Pick<TakenPhone, 'phoneHash'>): Promise<void>
}

/** Used instead of a request's id if a notice carried the identifier. */
export const noticeSource = 'notice'

/** Sessions, known browsers, mailed codes and sessions links are bound to this. */
export type VoterEpoch = Pick<Voter, 'voterId' | 'sessionEpoch'>

/** Derives the id from the e-mail address, so that sign-in needs no index. */
export function voterIdOf(keys: KeysFor<'voter-id'>, email: string): string {
  return keyedHash(keys['voter-id'], canonicalEmail(email)).slice(0, 22)
}

/** Derives the id from the NUMEN, so that nobody is on the roll twice with two addresses. */
export function personIdOf(keys: KeysFor<'person'>, numen: string): string {
  return keyedHash(keys.person, numen).slice(0, 22)
}

/** Browsers and mailed codes are bound to the address typed at sign-in, before the account is read. */
export function addressEpoch({
  voterId,
  addressId = voterId,
  sessionEpoch,
}: Pick<Voter, 'voterId' | 'addressId' | 'sessionEpoch'>): VoterEpoch {
  return { voterId: addressId, sessionEpoch }
}

/** Returns the failure of mail to the current address, if any. */
export function mailFailureOf(voter: Voter): MailFailure | undefined {
  const { mailFailure } = voter
  return mailFailure?.addressId === addressEpoch(voter).voterId ? mailFailure : undefined
}

/** True after a final failure, until the team corrects the address or allows mail again. */
export function refusesMail(voter: Voter): boolean {
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

/** Returns how many requests are left. Each needs an SMS, and SMS have their own limit. */
export function remainingReissues(
  { reissueCount, smsCount = 0 }: Pick<Voter, 'reissueCount' | 'smsCount'>,
  { reissuesPerVoter, smsPerVoter }: { reissuesPerVoter: number; smsPerVoter: number },
): number {
  return Math.max(0, Math.min(reissuesPerVoter - reissueCount, smsPerVoter - smsCount))
}

/** Changes after which online reissues stop for `bothLostHours`. */
export const waitCauses = ['passwordRenewedAt', 'repairedAt'] as const

/** Returns until when online reissues are stopped. Whoever replaced the password may have only the mailbox. */
export function bothFactorsLostUntil(
  voter: Pick<Voter, (typeof waitCauses)[number]>,
  bothLostHours: number,
  now: ElectionInstant,
): ElectionInstant | undefined {
  const changes = waitCauses.map((cause) => voter[cause]).filter((at) => at !== undefined)
  const until = secondsLater(latestOf(...changes), bothLostHours * 3600)
  return until > now ? until : undefined
}

export interface Voters {
  /** Finds a voter on the roll, also by the id of a corrected address. */
  find(voterId: string): Promise<Voter | undefined>
  /** Also finds voters removed from the roll. */
  findAddressee(voterId: string): Promise<Voter | undefined>
  enrol(voter: Voter): Promise<'enrolled' | 'already-enrolled'>
  /** Ends all sessions; does nothing if that epoch has ended. */
  endSessions(owner: VoterEpoch): Promise<void>
}

export type MailFailureReason =
  | 'unknown-address'
  | 'unknown-domain'
  | 'refused'
  /** SES did not send it after an earlier bounce or complaint. */
  | 'suppressed'
  | 'complaint'
  | 'full'
  | 'slow'
  | 'unclear'

export interface MailFailure {
  /** Id of the address, so that a corrected one starts afresh. */
  addressId: string
  why: MailFailureReason
  at: ElectionInstant
  /** Nothing more is mailed to that address. */
  final?: true
}

export interface FailedMail extends MailFailure {
  mailedAt: ElectionInstant
}

export interface FailedMails {
  /** A final failure stays; otherwise the latest does. @returns false if nothing changed, as after a correction */
  record(voterId: string, failed: FailedMail): Promise<boolean>
  /** Allows mail to the address again. Failures of earlier mails no longer count. */
  clear(voterId: string, found: Pick<MailFailure, 'addressId'>, at: ElectionInstant): Promise<void>
}
