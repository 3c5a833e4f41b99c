import { noticeSource, type Voter } from '../domain/voter/voter.ts'
import { fromStored, type Stored, toStored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type VoterItem = Stored<Voter>

export interface AddressItem {
  voterId: string
  sameAs: string
}

/** Binds a person's NUMEN to one voter: `voterId` holds the NUMEN's keyed hash. */
export interface PersonItem {
  voterId: string
  heldBy: string
}

/** Attributes that a repair after the roll's seal may write. None of them concerns the identifier. */
export const repairableAttributes = [
  'voterId',
  'email',
  'addressId',
  'identityHash',
  'personId',
  'correctedAt',
  'repairedAt',
  'addressCorrectedAt',
  'formerEmail',
  'removedAt',
  'mailFailure',
  'passwordHash',
  'passwordSetAt',
  'passwordRenewedAt',
  'sessionEpoch',
  'sameAs',
  'heldBy',
] as const

export function isVoterItem(item: VoterItem | AddressItem | PersonItem): item is VoterItem {
  return !('sameAs' in item) && !('heldBy' in item)
}

export const votersTable = {
  constructId: 'Voters',
  description: 'A voter, or a reference to one from a corrected address or a person (NUMEN).',
  partitionKey: { name: 'voterId', type: 'string' },
  indexes: {},
  attributes: {
    voterId: 'keyed hash of the first e-mail address, of a corrected one, or of the NUMEN',
    email: 'work e-mail',
    addressId: 'id of the corrected address; if absent, `voterId`',
    firstName: 'as on the roll',
    lastName: 'as on the roll',
    ballots: 'ids of the ballots in which the voter takes part',
    passwordHash: 'argon2id; absent while the voter has no password',
    identityHash: 'keyed hash of NUMEN and birth date together',
    personId: "keyed hash of the NUMEN; the person item's key",
    identifierHash:
      'key id and keyed hash of the valid identifier; `returned` and an instant if there is none',
    identifierReissueId:
      'reissue whose SMS carried that identifier; absent or `notice` if a notice did',
    formerIdentifierHash: 'hash of the identifier that the last SMS replaced',
    formerIdentifierReissueId: 'reissue whose SMS carried the former identifier, or `notice`',
    reissueCount: 'reissues and notices printed by staff that count against the limit',
    smsCount: 'SMS that count against the limit, failed and withdrawn ones too',
    pendingReissueId: 'reissue in progress',
    latestReissueId: 'last accepted reissue',
    passwordChangeRequired: 'true if a reissue needs a new password, as after a cancellation',
    sessionEpoch: 'counter, incremented to end all sessions',
    passwordSetAt: 'when a password was last set',
    passwordRenewedAt: 'when a password was last replaced; absent once the wait is lifted',
    waitLiftedAt: 'when staff last lifted the wait after wrong identities',
    waitsLiftedAt: 'last lift of the wait and those in the 24 hours before it, oldest first',
    knownPhone:
      'keyed hash, encrypted and masked number, territory; for a phone from the roll, day of the request; instants when it was registered, counts as known and last ended a wait',
    formerPhone: 'an earlier phone, and until when a link can restore it',
    phoneProof:
      'pending code: id, session, expiry; its phone: keyed hash, encrypted and masked number, territory',
    takenPhone: "last phone refused as another voter's: keyed hash, masked number, and when",
    school: 'where the notice is handed out',
    noticeFormat: '`standard` (also if absent), `grand`, `html` or `braille`',
    noticeNumber: 'number of the last notice; absent for the first',
    noticeOperationId: 'roll operation that made the last notice',
    noticeWishId: 'approval of the last notice, if staff printed it',
    noticeRenewedAt: 'when the last notice was renewed, or printed by staff',
    noticeReturnedAt: 'when the last notice came back unsigned',
    correctedAt: 'when the roll data were last corrected',
    addressCorrectedAt: 'when the e-mail address was last corrected',
    repairedAt:
      "last correction by two people after the roll's seal; absent once the wait is lifted",
    formerEmail:
      'e-mail address before the last correction, or before the first one since the last new password',
    mailFailure: 'last failure to deliver an e-mail, or the first final one, and when',
    mailClearedAt: 'when the team last allowed e-mails to the address again',
    restoredAt: 'when last restored from copies',
    removedAt: 'when removed from the roll',
    guest: 'true if a rehearsal admits and e-mails the voter',
    sameAs: 'for a corrected address: `voterId` of its voter',
    heldBy: 'in a person item: `voterId` of that person',
  },
  ledger: { clearAttributes: [] },
  retention: 'as long as the table; a person item until the voter is removed or the NUMEN changes.',
} as const satisfies TableDefinition<VoterItem | AddressItem | PersonItem>

export const toVoterItem = toStored<Voter>

export function fromVoterItem({ identifierReissueId, ...item }: VoterItem): Voter {
  // After `swapUndo`, the id may be `noticeSource`, which is not the id of a request.
  const reissueId = identifierReissueId !== noticeSource && identifierReissueId
  return { ...fromStored<Voter>(item), ...(reissueId && { identifierReissueId: reissueId }) }
}
