import { describe, expect } from 'vitest'
import { cancelReissue } from '../../functions/cancel-reissue/cancel-reissue.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { cancelToken } from '../../shared/domain/reissue/cancellations.ts'
import { isWithdrawn } from '../../shared/domain/reissue/reissue.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { acceptReissue, sendTo, usualPorts } from '../builders/journey-steps.ts'
import { keys, noNotify, now } from '../builders/values.ts'
import { aForm, aPhone, aSignedInVoter, election, type SignedInVoter } from '../builders/voters.ts'
import { inMemoryCarrier, inMemoryQueue } from '../fakes/channels.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { guarded } from '../fakes/interception.ts'
import type { Gate } from '../fakes/interleavings.ts'
import { sized } from '../size.ts'
import { checkInvariants } from './invariants.ts'
import { playTriples } from './triples.ts'

const operations = {
  'a request': ({ tables, voter, phone }, gate) => ask(tables, voter, phone, gate),
  'a sender': ({ tables, pending: { reissueId }, carrier }, gate) => {
    const ports = { ...usualPorts(tables, later), carrier }
    return sendIdentifier(guarded(ports, gate, 'reissues', 'sendings', 'carrier'), reissueId)
  },
  'a cancellation': async (situation, gate) => {
    const { tables, pending } = situation
    const { reissueId } = pending
    const ports = guarded(usualPorts(tables, later), gate, 'reissues', 'cancellations')
    const link = { reissueId, token: cancelToken(keys, reissueId) }
    const { outcome } = await cancelReissue(ports, link)
    if (outcome === 'cancelled') situation.textsAtCancel = situation.carrier.texts.length
  },
  'a withdrawal': async (situation, gate) => {
    const { tables, voter, pending } = situation
    const ports = guarded(usualPorts(tables), gate, 'reissues', 'cancellations')
    const request = { claim: voter.session, reissueId: pending.reissueId }
    const { outcome } = await withdrawReissue(ports, request)
    if (outcome === 'withdrawn') situation.textsAtCancel = situation.carrier.texts.length
  },
  'a failure of the first SMS': (situation, gate) =>
    receive(situation, gate, { failure: 'unreachable' }),
  'a receipt of the first SMS': receive,
  'a reconciler': ({ tables }, gate) => {
    const queue = inMemoryQueue()
    return requeueOverdueReissues({
      ...usualPorts(tables, secondsLater(now, 900)),
      overdueReissues: { ...gate(tables.overdueReissues), list: tables.overdueReissues.list },
      queues: { sms: gate(queue), mail: queue },
    })
  },
  'the helpdesk, freeing the phone,': async (situation, gate) => {
    const { tables, phone } = situation
    const freed = await gate(tables.knownPhones).free(hashPhone(keys, phone), freedAt, noNotify)
    situation.isFreed ||= freed === 'freed'
  },
  'a new password': async (situation, gate) => {
    const { tables, voter } = situation
    const counting: typeof tables.passwords = {
      async set(choice) {
        const outcome = await tables.passwords.set(choice)
        if (outcome === 'set') situation.reissuesAtRenewal = tables.look.consumption().reissues.size
        return outcome
      },
    }
    await gate(counting).set({
      voterId: voter.voterId,
      tokenHash: linkTokenHash,
      passwordHash: 'of the new password',
      isReplacement: true,
      at: now,
    })
  },
} satisfies Record<string, (situation: Situation, gate: Gate) => Promise<unknown>>

const linkTokenHash = 'hash of the token of a link'

const later = secondsLater(now, 600)
const freedAt = secondsLater(now, 1)

type Situation = ReturnType<Awaited<ReturnType<typeof prepared>>>

async function ask(
  tables: InMemoryTables,
  voter: SignedInVoter,
  phone: ReturnType<typeof aPhone>,
  gate: Gate,
): Promise<void> {
  const form = await aForm(tables, voter, { phone })
  const ports = { ...usualPorts(tables), queues: [inMemoryQueue(), inMemoryQueue()] }
  const request = { session: voter.session, form }
  await requestReissue(guarded(ports, gate, 'reissueRequests', 'reissues'), request)
}

function receive({ tables, first }: Situation, gate: Gate, failure?: { failure: 'unreachable' }) {
  const receipt = { messageId: String(first.messageId), at: later, ...failure }
  return recordReceipt(guarded(usualPorts(tables), gate, 'smsReceipts'), receipt)
}

async function prepared() {
  const tables = inMemoryTables()
  const voter = await aSignedInVoter(tables)
  const phone = aPhone()
  const first = await acceptReissue(tables, voter, { phone })
  await sendTo(tables, first, phone)
  const pending = await acceptReissue(tables, voter, { phone })
  // The reconciler concerns only the SMS: nothing else is due.
  for (const { reissueId } of [first, pending]) {
    await tables.reissueMails.markAsMailed(tables.look.reissue(reissueId))
  }
  await tables.passwordLinks.replace(undefined, {
    voterId: voter.voterId,
    newest: { tokenHash: linkTokenHash, expiresAt: later },
    requestedAt: now,
    issuedAt: [now],
    mailed: true,
    version: 1,
  })
  const sent = tables.look.reissue(first.reissueId)
  return () => ({
    ...{ tables: inMemoryTables(tables), voter, phone, first: sent, pending },
    carrier: inMemoryCarrier(phone),
    isFreed: false,
    textsAtCancel: undefined as number | undefined,
    reissuesAtRenewal: undefined as number | undefined,
  })
}

async function check(situation: Situation): Promise<void> {
  const { tables, voter, phone, first, pending, carrier } = situation
  const { textsAtCancel, reissuesAtRenewal, isFreed } = situation
  const line = tables.look.voter(voter.voterId)
  const reissues = [...tables.look.consumption().reissues.values()]
  const isRenewed = reissuesAtRenewal !== undefined
  const isCancelled = reissues.some((one) => one.state === 'cancelled' && !isWithdrawn(one))
  const phoneHash = hashPhone(keys, phone)
  const own = deriveIdentifier(keys, voter.voterId, pending.reissueId)
  await checkInvariants({
    ...{ voters: [voter], reissues, phoneHashes: [phoneHash], election },
    // A new password undoes the change that a cancellation required.
    items: [isRenewed && isCancelled ? { ...line, passwordChangeRequired: true } : line],
    texts: [first, ...carrier.texts.map(() => pending)],
    known: new Map([[pending.reissueId, { cancelled: textsAtCancel !== undefined }]]),
    freedAt: new Map(isFreed ? [[phoneHash, freedAt]] : []),
    signedOut: new Map([[voter.voterId, Number(isRenewed)]]),
    ...{ unsure: new Set<string>(), granted: new Map(), printed: new Map() },
    phoneUses: async (hash) => tables.look.phoneUses(hash),
    hashOf: (_, source) =>
      hashIdentifier(keys, voter.voterId, deriveIdentifier(keys, voter.voterId, source)),
  })
  for (const { text } of carrier.texts) expect(text).toContain(identifierText(own))
  if (textsAtCancel !== undefined) expect(carrier.texts).toHaveLength(textsAtCancel)
  if (tables.look.reissue(pending.reissueId).state === 'sent') expect(carrier.texts).toHaveLength(1)
  if (isRenewed) expect(reissues).toHaveLength(reissuesAtRenewal)
}

describe('three operations on one voter, in every order of their calls:', () => {
  const least = { ofTriple: 6, ofAll: sized(600, 10_000) }
  playTriples(operations, prepared, check, { every: 12, least })
})
