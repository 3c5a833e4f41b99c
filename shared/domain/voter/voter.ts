import { latestOf, secondsLater } from '../instants.ts'
import { type KeysFor, keyedHash } from '../keys.ts'

export const noticeFormats = ['standard', 'grand', 'html', 'braille'] as const

export type NoticeFormat = (typeof noticeFormats)[number]

/** Must hold no identifier, NUMEN or birth date in clear. */
export interface Voter {
  voterId: string
  email: string
  /** Id of a corrected address. Default: `voterId`. */
  addressId?: string
  firstName: string
  lastName: string
  ballots: string[]
  passwordHash?: string
  /** Hash of NUMEN and birth date together, so that a comparison cannot tell which of the two is wrong. */
  identityHash: string
  personId: string
  /** Hash of the valid identifier or, once its notice was returned, a text that matches none. */
  identifierHash: string
  identifierReissueId?: string
  formerIdentifierHash?: string
  /** Id of a request, or `noticeSource`. */
  formerIdentifierReissueId?: string
  reissueCount: number
  /** Counts failed and withdrawn requests too, but neither cancelled nor disowned ones. Staff can subtract one. */
  smsCount?: number
  pendingReissueId?: string
  latestReissueId?: string
  passwordChangeRequired?: true
  sessionEpoch: number
  passwordSetAt?: ElectionInstant
  /** Absent for a first password; removed with the password or when the wait is lifted. */
  passwordRenewedAt?: ElectionInstant
  waitLiftedAt?: ElectionInstant
  waitsLiftedAt?: ElectionInstant[]
  knownPhone?: KnownPhone
  formerPhone?: KnownPhone & { changedAt: ElectionInstant; endsAt: ElectionInstant }
  phoneProof?: PhoneProof
  takenPhone?: TakenPhone
  school?: string
  noticeFormat?: NoticeFormat
  /** Starts at 2; absent for the first notice. */
  noticeNumber?: number
  noticeOperationId?: string
  /** Id of the approval under which staff printed the last notice; absent if the team made it. */
  noticeWishId?: string
  noticeRenewedAt?: ElectionInstant
  noticeReturnedAt?: WallInstant
  correctedAt?: WallInstant
  repairedAt?: ElectionInstant
  addressCorrectedAt?: WallInstant
  formerEmail?: string
  /** May concern an address that was corrected since. */
  mailFailure?: MailFailure
  mailClearedAt?: ElectionInstant
  restoredAt?: WallInstant
  /** Once set, `Voters.find` returns undefined, but `findAddressee` still returns the voter. */
  removedAt?: WallInstant
  guest?: true
}

export interface KnownPhone {
  phoneHash: string
  sealedPhone: string
  maskedPhone: string
  territory: string
  setAt: ElectionInstant
  /** `YYYY-MM-DD`; absent if the voter registered the phone. */
  requestedOn?: string
  /** Until then, the phone counts as unknown. */
  settlesAt: ElectionInstant
  /** When a code sent to this phone last ended the wait of `bothLostHours`. */
  liftedAt?: ElectionInstant
}

export interface PhoneProof
  extends Pick<KnownPhone, 'phoneHash' | 'sealedPhone' | 'maskedPhone' | 'territory'> {
  proofId: string
  /** Session that requested the code. Other sessions cannot use up the code's attempts. */
  tokenHash?: string
  expiresAt: ElectionInstant
}

export interface TakenPhone {
  phoneHash: string
  maskedPhone: string
  at: ElectionInstant
}

export interface TakenPhones {
  record(voterId: string, phone: TakenPhone): Promise<void>
  clear(voterId: string, phone: Pick<TakenPhone, 'phoneHash'>): Promise<void>
}

export const noticeSource = 'notice'

export type VoterEpoch = Pick<Voter, 'voterId' | 'sessionEpoch'>

/** Derives the id from the e-mail address, so that sign-in needs no index. */
export function voterIdOf(keys: KeysFor<'voter-id'>, email: string): string {
  return keyedHash(keys['voter-id'], canonicalEmail(email)).slice(0, 22)
}

/** Derives the id from the NUMEN, so that nobody is on the roll twice with two addresses. */
export function personIdOf(keys: KeysFor<'person'>, numen: string): string {
  return keyedHash(keys.person, numen).slice(0, 22)
}

/** Epoch with the id of the voter's current address. At sign-in only the typed address is known, so cookies and mailed codes use its id. */
export function addressEpoch({
  voterId,
  addressId = voterId,
  sessionEpoch,
}: Pick<Voter, 'voterId' | 'addressId' | 'sessionEpoch'>): VoterEpoch {
  return { voterId: addressId, sessionEpoch }
}

export function mailFailureOf(voter: Voter): MailFailure | undefined {
  const { mailFailure } = voter
  return mailFailure?.addressId === addressEpoch(voter).voterId ? mailFailure : undefined
}

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

export function remainingReissues(
  { reissueCount, smsCount = 0 }: Pick<Voter, 'reissueCount' | 'smsCount'>,
  { reissuesPerVoter, smsPerVoter }: { reissuesPerVoter: number; smsPerVoter: number },
): number {
  return Math.max(0, Math.min(reissuesPerVoter - reissueCount, smsPerVoter - smsCount))
}

export const waitCauses = ['passwordRenewedAt', 'repairedAt'] as const

/** A mailbox thief can replace the password, so requests then wait; a repair starts the same wait. */
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
  /** Also finds a voter by the id of a corrected address. */
  find(voterId: string): Promise<Voter | undefined>
  findAddressee(voterId: string): Promise<Voter | undefined>
  enrol(voter: Voter): Promise<'enrolled' | 'already-enrolled'>
  endSessions(owner: VoterEpoch): Promise<void>
}

export type MailFailureReason =
  | 'unknown-address'
  | 'unknown-domain'
  | 'refused'
  /** SES did not send the e-mail, because of an earlier bounce or complaint. */
  | 'suppressed'
  | 'complaint'
  | 'full'
  | 'slow'
  | 'unclear'

export interface MailFailure {
  addressId: string
  why: MailFailureReason
  at: ElectionInstant
  /** Nothing more is mailed to the address until the team clears the failure. */
  final?: true
}

export interface FailedMails {
  record(voterId: string, failed: MailFailure & { mailedAt: ElectionInstant }): Promise<boolean>
  clear(voterId: string, mail: Pick<MailFailure, 'addressId'>, at: ElectionInstant): Promise<void>
}
