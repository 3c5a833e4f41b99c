import type { Reissue } from '../domain/reissue/reissue.ts'
import { unknownTerritory } from '../domain/sms/territory.ts'
import { fromStored, type Stored, toStored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

type ReissueAttributes = Omit<Reissue, 'territory'> & { territory?: string }

export type ReissueItem = Stored<ReissueAttributes> & { sweepShard: number; unsentShard?: number }

export const reconcilerShards = 4

/** An index holds a request only while the request has the index's keys. */
export const reissueIndexes = {
  smsDue: {
    name: 'sms-due',
    partitionKey: { name: 'sweepShard', type: 'number' },
    sortKey: { name: 'smsDueAt', type: 'string' },
    nonKeyAttributes: ['requestedAt'],
    contents: 'reissues whose SMS is due',
  },
  mailDue: {
    name: 'mail-due',
    partitionKey: { name: 'sweepShard', type: 'number' },
    sortKey: { name: 'mailDueAt', type: 'string' },
    nonKeyAttributes: ['requestedAt'],
    contents: 'reissues whose e-mail is due',
  },
  smsExpected: {
    name: 'sms-expected',
    partitionKey: { name: 'unsentShard', type: 'number' },
    sortKey: { name: 'expectedAt', type: 'string' },
    // No query reads `territory`, but an index cannot change in place.
    nonKeyAttributes: ['territory'],
    contents: 'reissues under way whose delay, if any, is over',
  },
  smsMessage: {
    name: 'sms-message',
    partitionKey: { name: 'messageId', type: 'string' },
    nonKeyAttributes: [],
    contents: 'the reissue of a delivery receipt',
  },
  voterReissues: {
    name: 'voter-reissues',
    partitionKey: { name: 'voterId', type: 'string' },
    // Without attributes that change, the index is written once per request.
    nonKeyAttributes: [],
    contents: 'reissues of a voter, for staff and restorations',
  },
} as const satisfies TableDefinition<ReissueItem>['indexes']

export const reissuesTable = {
  constructId: 'Reissues',
  description: 'An accepted reissue and its progress.',
  partitionKey: { name: 'reissueId', type: 'string' },
  indexes: reissueIndexes,
  attributes: {
    reissueId: 'random',
    voterId: 'voter who made the request',
    state: 'accepted, held, sending, sent, delivered, failed or cancelled',
    history: 'each state and its instant, oldest first',
    requestedAt: 'when it was accepted',
    expectedAt: 'when the voter may expect the SMS',
    phoneHash: 'key of the phone in `Phones`',
    maskedPhone: 'number as e-mails show it, with two digits',
    phoneEnding: 'last four digits, which the voter sees',
    territory: "ISO 3166 code of the phone's territory",
    sealedPhone: 'key id and encrypted number; removed once no SMS is left to send',
    delayEndsAt: 'earliest time for the SMS, if `unknownPhone` delays it',
    confirmedAt: 'when the e-mail with the cancel link left; removed if it bounces before the SMS',
    bouncedAt: "when the cancel link's e-mail bounced, until another leaves",
    smsDueAt: 'time after which the SMS is requeued',
    mailDueAt: 'time after which the e-mail is requeued',
    toldPhase: 'number of the last start or end of a suspension that the voter was notified of',
    messageId: 'message id that SNS gave to the SMS',
    failure: 'why the SMS was not delivered',
    withdrawn: 'true if withdrawn before its SMS',
    stoppedByStaff: 'true if staff withdrew it for the voter',
    disownedAt: "when the voter disowned a withdrawn request by the e-mail's link",
    restored: 'true if SNS did not send the SMS and the former identifier is valid again',
    heldOn:
      'what last held the SMS: a day (its cap), a day with `/RE` (the cap of a territory), `limit` (the circuit breaker) or `pause`; removed like `sealedPhone`',
    usedAt: 'when its identifier first opened the booth',
    notReceivedAt: 'when the voter first reported a missing SMS',
    leaseEndsAt: "end of the last sender's lease",
    takenOver: 'true if an earlier sender may have handed the SMS over too',
    sweepShard: '0 to 3, by id: partition key of `sms-due` and `mail-due`',
    unsentShard: 'partition key of `sms-expected`: `sweepShard`; absent in a delay and once ended',
  },
  ledger: { clearAttributes: ['state'] },
  retention: 'as long as the table.',
} as const satisfies TableDefinition<ReissueItem>

export function toReissueItem(reissue: Reissue): ReissueItem {
  return {
    ...toStored(reissue),
    sweepShard: shardOf(reissue.reissueId),
    // `sms-expected` leaves out a request that waits for the end of its delay.
    ...(reissue.smsDueAt && !reissue.delayEndsAt && { unsentShard: shardOf(reissue.reissueId) }),
  }
}

export function fromReissueItem(item: ReissueItem): Reissue {
  const { sweepShard, unsentShard, ...stored } = item
  return { territory: unknownTerritory, ...fromStored<ReissueAttributes>(stored) }
}

export function shardOf(reissueId: string): number {
  return Number.parseInt(reissueId.slice(-1), 16) % reconcilerShards
}
