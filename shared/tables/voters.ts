import { noticeCarrier, type Voter } from '../domain/voter/voter.ts'
import { fromStored, type Stored, toStored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type VoterItem = Stored<Voter>

/** Stands under the key of a corrected address, and leads to its voter. */
export interface AddressItem {
  voterId: string
  sameAs: string
}

/** Stands under the id of a person, and leads to their voter. */
export interface PersonItem {
  voterId: string
  heldBy: string
}

/** What a correction by staff may change, and what a new address ends. No identifier is among them. */
export const repairedAttributes = [
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
  holds:
    'A voter of the electoral roll, and what they have consumed; an address that is now theirs; or the person that they are.',
  partitionKey: { name: 'voterId', type: 'string' },
  indexes: {},
  attributes: {
    voterId: 'keyed hash of the e-mail address; of a person, of the NUMEN',
    email: 'the work mailbox',
    addressId: 'what a corrected address gives in place of `voterId`',
    firstName: 'as on the roll',
    lastName: 'as on the roll',
    ballots: 'ids of the ballots they take part in',
    passwordHash: 'argon2id; absent until the first connection',
    identityHash: 'keyed hash of NUMEN and birth date together',
    personId: 'key of the item of their person: keyed hash of the NUMEN',
    identifierHash: 'id of the key, and keyed hash of the only valid identifier',
    identifierReissueId: 'the reissue whose SMS carried it; absent: the notice',
    formerIdentifierHash: 'of the identifier that the last swap made void',
    formerIdentifierReissueId: 'the reissue whose SMS carried that one, or `notice`',
    reissueCount: 'reissues that count against the limit',
    smsCount: 'SMS asked for, failed and withdrawn ones too; absent: none',
    pendingReissueId: 'the reissue that is under way',
    latestReissueId: 'the last one that was accepted',
    passwordChangeRequired: 'a reissue was cancelled: no other before a new password',
    sessionEpoch: 'one more for whatever ends all sessions',
    passwordSetAt: 'when a password was last chosen',
    passwordRenewedAt: 'when a forgotten password was last replaced',
    waitLiftedAt: 'when staff last lifted the wait after wrong identities',
    waitsLiftedAt: 'when they did in the day before, and then',
    takenPhone:
      'the last phone that was refused since it served another voter: its keyed hash, masked, and when',
    school: 'where the notice is handed out',
    noticeFormat: '`standard`, `grand`, `html` or `braille`; absent: standard',
    noticeNumber: 'of the last notice: absent of the first, then 2 and on',
    noticeOperationId: 'the operation on the roll that made the last notice',
    noticeWishId: 'the approval by which staff printed the last notice, in their site',
    noticeRenewedAt: 'when the last notice replaced one that was lost',
    noticeReturnedAt: 'when the last notice came back unsigned',
    correctedAt: 'when the team last corrected what the roll says',
    addressCorrectedAt: 'when their address was last corrected',
    repairedAt: 'when two people last corrected it after the roll was sealed',
    formerEmail:
      'the address before the last correction, if it changed, or before the first of several',
    mailFailure: 'what last kept mails from an address of theirs, and when',
    mailClearedAt: 'when the team last had the address tried again',
    restoredAt: 'when this item was last brought back from copies',
    removedAt: 'when the voter was removed from the roll',
    guest: 'a rehearsal lets them in and writes to them; absent of all others',
    sameAs: 'of a corrected address alone: the `voterId` of its voter',
    heldBy: 'of a person alone: the `voterId` of the voter that they are',
  },
  ledger: { tells: [] },
  stays: 'as long as the table.',
} as const satisfies TableDefinition<VoterItem | AddressItem | PersonItem>

export const toVoterItem = toStored<Voter>

export function fromVoterItem({ identifierReissueId, ...item }: VoterItem): Voter {
  // An identifier that is valid again may be a notice's.
  const carrier = identifierReissueId !== noticeCarrier && identifierReissueId
  return { ...fromStored<Voter>(item), ...(carrier && { identifierReissueId: carrier }) }
}
