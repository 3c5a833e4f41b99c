import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limitedCounter } from '../../shared/domain/attempts.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { tables as definitions, type TableName } from '../../shared/tables/tables.ts'
import { aSituation } from '../builders/situations.ts'
import { aLease, aVoter, keys, now, voterId } from '../builders/values.ts'
import { startEmbeddedTables } from './embedded-tables.ts'

// What is stored outlives a deployment: an election that is running has such items. A change here needs a
// way to read the old ones.

let tables: Awaited<ReturnType<typeof startEmbeddedTables>>

beforeAll(async () => {
  tables = await startEmbeddedTables()
}, 60_000)
afterAll(() => tables?.stop())

/** The item, each of whose attributes is on the page of its table. */
async function stored(table: TableName, key: string) {
  const { partitionKey, attributes } = definitions[table]
  const item = await tables.stored(table, { [partitionKey.name]: key })
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining(Object.keys(item)))
  return item
}

const later = (seconds: number) => secondsLater(now, seconds)
/** DynamoDB's own seconds, never before the instant. */
const ttl = Math.ceil(later(0.001).getTime() / 1000)

/** A request that was accepted, and its items. */
async function accepted() {
  const { claim, items } = aSituation('admission')
  const { session, voter, captcha } = items
  if (!session || !voter || !captcha) throw new Error('Nothing is missing in this situation')
  await tables.voters.enrol(voter)
  await tables.sessions.open(session)
  await tables.captchas.keep(captcha)
  expect(await tables.reissueRequests.admit(claim)).toEqual({ outcome: 'admitted' })
  const attempt = await stored('attempts', claim.identityAttempts.attemptKey)
  expect(await tables.reissueRequests.accept(claim)).toEqual({ outcome: 'accepted' })
  return { claim, attempt, reissue: claim.reissue }
}

const asAccepted = {
  state: 'accepted',
  history: [{ state: 'accepted', at: '2026-11-25T09:00:00.000Z' }],
  requestedAt: '2026-11-25T09:00:00.000Z',
  expectedAt: '2026-11-25T09:03:00.000Z',
  maskedPhone: '•• •• •• •• 78',
  sealedPhone: expect.stringMatching(/^[\w-]{54,}$/),
  smsDueAt: '2026-11-25T09:05:00.000Z',
  mailDueAt: '2026-11-25T09:02:00.000Z',
  sweepShard: expect.toSatisfy((shard: number) => [0, 1, 2, 3].includes(shard)),
}

describe('an item is stored as elections that are running have it:', () => {
  it('a voter, at the longest', async () => {
    const voter = aVoter({
      passwordHash: '$argon2id$',
      pendingReissueId: 'reissue-1',
      latestReissueId: 'reissue-1',
      passwordChangeRequired: true,
      passwordSetAt: later(1),
      passwordRenewedAt: later(2),
      bothFactorsLostToldAt: later(3),
    })
    await tables.voters.enrol(voter)
    expect(await stored('voters', voterId)).toEqual({
      voterId,
      email: 'alice.martin@academie.example',
      firstName: 'Alice',
      lastName: 'Martin',
      ballots: ['csa-ministeriel'],
      passwordHash: '$argon2id$',
      identityHash: 'hash of the NUMEN and birth date',
      identifierHash: 'hash of the identifier',
      reissueCount: 0,
      sessionEpoch: 0,
      pendingReissueId: 'reissue-1',
      latestReissueId: 'reissue-1',
      passwordChangeRequired: true,
      passwordSetAt: '2026-11-25T09:00:01.000Z',
      passwordRenewedAt: '2026-11-25T09:00:02.000Z',
      bothFactorsLostToldAt: '2026-11-25T09:00:03.000Z',
    })
  })

  it('a session of the espace électeur, and one of the espace de vote', async () => {
    const common = { voterId, expiresAt: later(0.001) }
    await tables.sessions.open({ ...common, kind: 'space', tokenHash: 'space', endsAt: later(9) })
    const booth = { kind: 'booth', spaceTokenHash: 'space', identifierHash: 'hash' } as const
    await tables.sessions.open({ ...common, ...booth, tokenHash: 'booth' })
    const expiry = { voterId, expiresAt: '2026-11-25T09:00:00.001Z', ttl }
    expect(await stored('sessions', 'space')).toEqual({
      ...expiry,
      kind: 'space',
      tokenHash: 'space',
      endsAt: '2026-11-25T09:00:09.000Z',
    })
    expect(await stored('sessions', 'booth')).toEqual({ ...expiry, ...booth, tokenHash: 'booth' })
  })

  it('a session that was prolonged', async () => {
    const claim = { voterId, epoch: 0, tokenHash: 'prolonged' }
    const { epoch, ...session } = claim
    await tables.sessions.open({ ...session, kind: 'space', expiresAt: now, endsAt: later(9) })
    await tables.sessions.prolong(claim, later(0.001))
    expect(await stored('sessions', 'prolonged')).toMatchObject({
      expiresAt: '2026-11-25T09:00:00.001Z',
      ttl,
    })
  })

  it('a counter of attempts', async () => {
    const limit = { name: 'test', windowSeconds: 900, free: 3, waitsSeconds: [] }
    const counter = { ...limitedCounter(keys, limit, ['stored'], now), windowEndsAt: later(0.001) }
    await tables.attempts.charge(counter, now)
    await tables.attempts.charge(counter, later(1))
    expect(await stored('attempts', counter.attemptKey)).toEqual({
      attemptKey: counter.attemptKey,
      attempts: 2,
      previousAt: '2026-11-25T09:00:00.000Z',
      lastAt: '2026-11-25T09:00:01.000Z',
      ttl,
    })
  })

  it('what a request leaves: its attempt, code, phone, itself, and the voter', async () => {
    const { claim, attempt, reissue } = await accepted()
    const { reissueId, phoneHash } = reissue
    const { attemptKey } = claim.identityAttempts
    expect(attempt).toEqual({ attemptKey, attempts: 1, ttl: later(3600).getTime() / 1000 })
    expect(await stored('captchas', claim.captcha.captchaId)).toEqual({
      ...claim.captcha,
      voterId: reissue.voterId,
      expiresAt: '2026-11-25T09:00:00.001Z',
      reissueId,
      ttl,
    })
    expect(await stored('phones', phoneHash)).toEqual({
      phoneHash,
      voterId: reissue.voterId,
      reissueCount: 1,
    })
    expect(await stored('voters', reissue.voterId)).toMatchObject({
      reissueCount: 1,
      pendingReissueId: reissueId,
      latestReissueId: reissueId,
    })
    const { voterId } = reissue
    expect(await stored('reissues', reissueId)).toEqual({
      reissueId,
      voterId,
      phoneHash,
      ...asAccepted,
    })
  })

  it('a request that a sender has in hand, that is held, and that was sent', async () => {
    const { reissue } = await accepted()
    const { reissueId, voterId, phoneHash } = reissue
    const owner = { queueMessageId: 'message-1', receiveCount: 2 }
    await tables.sendings.start(reissueId, aLease(later(120), later(150), owner))
    const sending = {
      reissueId,
      voterId,
      phoneHash,
      ...asAccepted,
      state: 'sending',
      history: [...asAccepted.history, { state: 'sending', at: '2026-11-25T09:02:00.000Z' }],
      smsDueAt: '2026-11-25T09:04:00.000Z',
      leaseMessageId: 'message-1',
      leaseTries: 2,
      leaseEndsAt: '2026-11-25T09:02:30.000Z',
    }
    expect(await stored('reissues', reissueId)).toEqual(sending)
    const hold = { day: '2026-11-25', now: later(150), until: later(160), expectedAt: later(170) }
    await tables.sendings.hold(reissueId, hold)
    expect(await stored('reissues', reissueId)).toEqual({
      ...sending,
      heldOn: '2026-11-25',
      smsDueAt: '2026-11-25T09:02:40.000Z',
      expectedAt: '2026-11-25T09:02:50.000Z',
    })
    const handover = { identifierHash: 'new hash', messageId: 'sms-1', at: later(180) }
    await tables.sendings.complete(reissue, handover)
    const { sealedPhone, smsDueAt, leaseMessageId, leaseTries, leaseEndsAt, ...kept } = sending
    expect(await stored('reissues', reissueId)).toEqual({
      ...kept,
      state: 'sent',
      history: [...kept.history, { state: 'sent', at: '2026-11-25T09:03:00.000Z' }],
      expectedAt: '2026-11-25T09:02:50.000Z',
      mailDueAt: '2026-11-25T09:05:00.000Z',
      messageId: 'sms-1',
    })
  })

  it('the links to choose a password', async () => {
    const secret = { tokenHash: 'hash', expiresAt: later(1) }
    await tables.passwordLinks.replace(undefined, {
      voterId,
      newest: secret,
      previous: secret,
      requestedAt: now,
      issuedAt: [later(-1), later(0.001)],
      mailed: false,
      version: 2,
    })
    const storedSecret = { tokenHash: 'hash', expiresAt: '2026-11-25T09:00:01.000Z' }
    expect(await stored('passwordLinks', voterId)).toEqual({
      voterId,
      newest: storedSecret,
      previous: storedSecret,
      requestedAt: '2026-11-25T09:00:00.000Z',
      issuedAt: ['2026-11-25T08:59:59.000Z', '2026-11-25T09:00:00.001Z'],
      mailed: false,
      version: 2,
      ttl: ttl + 7200,
    })
  })

  it('the SMS of a day, the slots reserved in it, and the rate', async () => {
    const day = { day: '2026-11-25', endsAt: later(0.001) }
    await tables.smsDays.count(day, 9)
    await tables.smsDays.countHeld(day)
    await tables.smsSlots.reserve(day, now, 2)
    const kept = { ttl: ttl + 90 * 86_400 }
    expect(await stored('smsDays', '2026-11-25')).toEqual({
      day: '2026-11-25',
      smsCount: 1,
      heldCount: 1,
      ...kept,
    })
    expect(await stored('smsDays', '2026-11-25/requests')).toEqual({
      day: '2026-11-25/requests',
      reserved: 1,
      ...kept,
    })
    expect(await stored('smsDays', 'line')).toEqual({
      day: 'line',
      freeAt: later(2).getTime(),
      ...kept,
    })
  })
})
