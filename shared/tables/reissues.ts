import type { Reissue } from '../domain/reissue/reissue.ts'
import { fromStored, type Stored, toStored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

interface StoredLease {
  leaseMessageId: string
  leaseTries: number
  leaseEndsAt: string
}

export type ReissueItem = Stored<Reissue> &
  Partial<StoredLease> & { sweepShard: number; unsentShard?: number }

/** Keys of each index of due requests, so that no single one takes every write. */
export const sweepShards = 4

/** A request is in an index only while it has its key. */
export const reissueIndexes = {
  smsDue: {
    name: 'sms-due',
    partitionKey: { name: 'sweepShard', type: 'number' },
    sortKey: { name: 'smsDueAt', type: 'string' },
    includes: ['requestedAt'],
    finds: 'the reissues whose SMS is still due',
  },
  mailDue: {
    name: 'mail-due',
    partitionKey: { name: 'sweepShard', type: 'number' },
    sortKey: { name: 'mailDueAt', type: 'string' },
    includes: ['requestedAt'],
    finds: 'the reissues whose e-mail is still due',
  },
  smsExpected: {
    name: 'sms-expected',
    partitionKey: { name: 'unsentShard', type: 'number' },
    sortKey: { name: 'expectedAt', type: 'string' },
    // Nobody reads it, but an index cannot change in place, and CloudFormation replaces one index at a time.
    includes: ['territory'],
    finds: 'the reissues whose SMS has not left, by when it was promised',
  },
  smsMessage: {
    name: 'sms-message',
    partitionKey: { name: 'messageId', type: 'string' },
    includes: [],
    finds: 'the reissue that a delivery receipt is about',
  },
  ofVoter: {
    name: 'voter-reissues',
    partitionKey: { name: 'voterId', type: 'string' },
    // Nothing that a transition changes, so the index is written once.
    includes: [],
    finds: 'the reissues of a voter, for staff who explain them',
  },
} as const satisfies TableDefinition<ReissueItem>['indexes']

export const reissuesTable = {
  constructId: 'Reissues',
  holds: 'A reissue that was accepted, and where it stands.',
  partitionKey: { name: 'reissueId', type: 'string' },
  indexes: reissueIndexes,
  attributes: {
    reissueId: 'random',
    voterId: 'who asked',
    state: 'accepted, held, sending, sent, delivered, failed or cancelled',
    history: 'each state and its instant, the oldest first',
    requestedAt: 'when it was accepted',
    expectedAt: 'when the voter may expect the SMS',
    phoneHash: 'key of the phone in `Phones`',
    maskedPhone: 'what the e-mails tell of the number: two digits',
    phoneEnding: 'what its voter is shown of it: four digits',
    territory: 'of the phone: how SMS leave is told by it',
    sealedPhone: 'id of the key, the number, encrypted; gone once its SMS has left',
    confirmedAt: 'when the e-mail that can stop it left',
    bouncedAt: 'when that e-mail was said to have reached nobody',
    smsDueAt: 'from when on the sweep asks for the SMS again',
    mailDueAt: 'from when on the sweep asks for the e-mail again',
    toldPhase: 'of which suspension, or of its end, the voter was last told: odd, or even',
    messageId: 'the id that SNS gave to the SMS',
    failure: 'why the SMS did not arrive',
    withdrawn: 'its voter took it back before its SMS',
    stoppedByStaff: 'one of the staff did, in place of its voter',
    disownedAt: 'when its link then said that the voter had not asked',
    restored: 'SNS did not send its SMS: the identifier of before is valid again',
    heldOn:
      'the day whose cap last put the SMS off, with `/RE` if that of a territory, `limit` or `pause`; gone once it left',
    usedAt: 'when its identifier first opened the booth',
    notReceivedAt: 'when the voter first said that no SMS came',
    leaseMessageId: 'the message of SQS whose sender has it in hand',
    leaseTries: 'at which delivery of that message',
    leaseEndsAt:
      'until when no other sender takes it over; absent once SNS took no SMS from its sender',
    takenOver: 'a sender had it before: more than one SMS of it may have left',
    sweepShard: '0 to 3, from the id: key of the indexes of what is due',
    unsentShard: 'the same, until the SMS left or is not to leave',
  },
  ledger: { tells: ['state'] },
  stays: 'as long as the table; the encrypted number only until the SMS has left.',
} as const satisfies TableDefinition<ReissueItem>

export function toReissueItem(reissue: Reissue): ReissueItem {
  return {
    ...toStored(reissue),
    sweepShard: shardOf(reissue.reissueId),
    ...(reissue.smsDueAt && { unsentShard: shardOf(reissue.reissueId) }),
  }
}

export function fromReissueItem(item: ReissueItem): Reissue {
  const { sweepShard, unsentShard, leaseMessageId, leaseTries, leaseEndsAt, ...stored } = item
  return fromStored<Reissue>(stored)
}

export function shardOf(reissueId: string): number {
  return Number.parseInt(reissueId.slice(-1), 16) % sweepShards
}
