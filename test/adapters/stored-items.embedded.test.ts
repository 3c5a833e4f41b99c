import { beforeEach, expect, it } from 'vitest'
import { dynamoStaffAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import { staffCounter } from '../../shared/domain/staff/staff-limits.ts'
import type { ReissueItem } from '../../shared/tables/reissues.ts'
import type { AnyTableName } from '../../shared/tables/table-definition.ts'
import { tables as allButStaff, staffTables } from '../../shared/tables/tables.ts'
import { aSituation } from '../builders/situations.ts'
import { bothClocks, keys, later, noNotify, now, voterId } from '../builders/values.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

// A changed attribute needs a way to read the items of running elections.

const tables = await openEmbeddedTables()
beforeEach(() => tables.empty())
async function stored(table: AnyTableName, key: string) {
  const { partitionKey, attributes } = { ...allButStaff, ...staffTables }[table]
  const item = await tables.stored(table, { [partitionKey.name]: key })
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining(Object.keys(item)))
  return item
}

/** DynamoDB's whole seconds, never before the instant. */
const wallTtl = Math.ceil(later(0.001).getTime() / 1000)
/** Seconds; the longest suspension. */
const week = 7 * 86_400
const ttl = wallTtl + week

async function accepted() {
  const { claim, items } = aSituation('admission')
  const { session, voter, captcha } = items
  if (!session || !voter || !captcha) throw new Error('Nothing is missing in this situation')
  await tables.voters.enrol(voter)
  await tables.sessions.open(session)
  await tables.captchas.store(captcha)
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
  phoneEnding: '5678',
  territory: 'FR',
  sealedPhone: expect.stringMatching(/^[\w-]{8}\.[\w-]{54,}$/),
  smsDueAt: '2026-11-25T09:05:00.000Z',
  mailDueAt: '2026-11-25T09:02:00.000Z',
  sweepShard: expect.toSatisfy((shard: number) => [0, 1, 2, 3].includes(shard)),
  unsentShard: expect.toSatisfy((shard: number) => [0, 1, 2, 3].includes(shard)),
}

it('running elections have stored a session that was prolonged', async () => {
  const claim = { voterId, epoch: 0, tokenHash: 'prolonged' }
  const { epoch, ...session } = claim
  await tables.sessions.open({ ...session, kind: 'space', expiresAt: now, endsAt: later(9) })
  await tables.sessions.prolong(claim, later(0.001))
  expect(await stored('sessions', 'prolonged')).toMatchObject({
    expiresAt: '2026-11-25T09:00:00.001Z',
    ttl,
  })
})

it('running elections have stored a session of the staff that was prolonged and has a file open', async () => {
  const session = { tokenHash: 'staff', email: 'alix@example.org', expiresAt: now }
  await tables.staffSessions.open({ ...session, endsAt: later(9) })
  expect(await stored('staffSessions', 'staff')).toMatchObject({ ttl: now.getTime() / 1000 })
  await tables.staffSessions.prolong('staff', later(0.001))
  const file = { voterId, opening: 'file-opened' as const }
  await tables.staffSessions.openFile('staff', { ...file, expiresAt: later(9) })
  expect(await stored('staffSessions', 'staff')).toEqual({
    ...session,
    openFile: { ...file, expiresAt: '2026-11-25T09:00:09.000Z' },
    expiresAt: '2026-11-25T09:00:00.001Z',
    endsAt: '2026-11-25T09:00:09.000Z',
    ttl: wallTtl,
  })
})

it('running elections have stored a file code under the code and under its voter', async () => {
  const code = { codeHash: 'code', voterId, expiresAt: later(0.001) }
  await tables.fileCodes.store(code, now)
  expect(await stored('fileCodes', 'code')).toEqual({
    fileKey: 'code',
    voterId,
    expiresAt: '2026-11-25T09:00:00.001Z',
    ttl: wallTtl,
  })
  expect(await stored('fileCodes', voterId)).toEqual({
    fileKey: voterId,
    codeHash: 'code',
    ttl: wallTtl,
  })
})

it('running elections have stored a counter of the staff', async () => {
  const counter = {
    ...staffCounter('wrongCodes', 'alix@example.org', now),
    windowEndsAt: later(0.001),
  }
  const attempts = dynamoStaffAttempts(tables.database, tables.names.staffAttempts)
  await attempts.charge(counter, now)
  expect(await stored('staffAttempts', counter.attemptKey)).toEqual({
    attemptKey: counter.attemptKey,
    attempts: 1,
    previousAt: '2026-11-25T09:00:00.000Z',
    lastAt: '2026-11-25T09:00:00.000Z',
    ttl: wallTtl,
  })
})

it('running elections have stored a counter of attempts', async () => {
  const limit = { name: 'network', windowSeconds: 900, quota: 3 }
  const counter = {
    ...limitedCounter(keys, limit, ['stored'], now),
    windowEndsAt: later(0.001),
  }
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

it('running elections have stored a request with its attempt, code, phone and voter', async () => {
  const { claim, attempt, reissue } = await accepted()
  const { reissueId, phoneHash } = reissue
  const { attemptKey } = claim.identityAttempts
  const at = now.toISOString()
  expect(attempt).toEqual({
    attemptKey,
    attempts: 1,
    lastAt: at,
    previousAt: at,
    ttl: later(3600).getTime() / 1000 + week,
  })
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
    smsCount: 1,
  })
  await tables.knownPhones.free(phoneHash, now, noNotify)
  expect(await stored('phones', phoneHash)).toMatchObject({
    reissueCount: 0,
    freedAt: '2026-11-25T09:00:00.000Z',
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

it('running elections have stored a phone that was freed while a request to it was under way, which was cancelled then', async () => {
  const { reissue } = await accepted()
  await tables.knownPhones.free(reissue.phoneHash, later(1), noNotify)
  expect(await tables.cancellations.cancel(reissue, later(60))).toBe('cancelled')
  expect(await stored('phones', reissue.phoneHash)).toMatchObject({
    ...{ reissueCount: 0, smsCount: 0 },
  })
})

it('running elections have stored a request that a sender has in hand, that is held, and that was sent', async () => {
  const { reissue } = await accepted()
  const { reissueId, voterId, phoneHash } = reissue
  await tables.sendings.start(reissue, later(120))
  const sending = {
    reissueId,
    voterId,
    phoneHash,
    ...asAccepted,
    state: 'sending',
    history: [...asAccepted.history, { state: 'sending', at: '2026-11-25T09:02:00.000Z' }],
    leaseEndsAt: '2026-11-25T09:02:32.000Z',
  }
  expect(await stored('reissues', reissueId)).toEqual(sending)
  const read = await tables.reissues.find(reissueId)
  if (!read) throw new Error('The request is not stored')
  expect(Object.keys(read).join()).not.toMatch(/Shard/)
  const hold = {
    heldOn: '2026-11-25',
    now: later(150),
    until: later(160),
    expectedAt: later(170),
  }
  await tables.sendings.release(read, later(130), false)
  await tables.sendings.hold(reissue, hold)
  const { leaseEndsAt, ...free } = sending
  const released = [...sending.history, { state: 'accepted', at: '2026-11-25T09:02:10.000Z' }]
  expect(await stored('reissues', reissueId)).toEqual({
    ...free,
    state: 'held',
    history: [...released, { state: 'held', at: '2026-11-25T09:02:30.000Z' }],
    heldOn: '2026-11-25',
    mailDueAt: '2026-11-25T09:02:30.000Z',
    smsDueAt: '2026-11-25T09:02:40.000Z',
    expectedAt: '2026-11-25T09:02:50.000Z',
  })
  const held = (await tables.reissues.find(reissueId)) ?? reissue
  await tables.reissueMails.markAsMailed(held, later(155))
  await tables.sendings.start(reissue, later(170))
  const handover = { identifierHash: 'new hash', messageId: 'sms-1', at: later(180) }
  await tables.sendings.complete(reissue, handover)
  const { sealedPhone, smsDueAt, unsentShard, mailDueAt, ...kept } = free
  expect(await stored('reissues', reissueId)).toEqual({
    ...kept,
    state: 'sent',
    history: [
      ...released,
      { state: 'held', at: '2026-11-25T09:02:30.000Z' },
      { state: 'sending', at: '2026-11-25T09:02:50.000Z' },
      { state: 'sent', at: '2026-11-25T09:03:00.000Z' },
    ],
    confirmedAt: '2026-11-25T09:02:35.000Z',
    expectedAt: '2026-11-25T09:02:50.000Z',
    mailDueAt: '2026-11-25T09:05:00.000Z',
    messageId: 'sms-1',
  })
})

it.each([{ leaseEndsAt: '2026-11-25T09:03:00.000Z' }, {}])(
  'the former version has stored with its owner a request that a sender has, or released: %o',
  async (lease) => {
    const { reissue } = await accepted()
    const { reissueId } = reissue
    const item = (await stored('reissues', reissueId)) as unknown as ReissueItem
    const history = [...item.history, { state: 'sending' as const, at: '2026-11-25T09:02:00.000Z' }]
    const owner = { leaseMessageId: 'message-1', leaseTries: 2 }
    await tables.put('reissues', { ...item, state: 'sending', history, ...owner, ...lease })
    const read = (await tables.reissues.find(reissueId)) ?? reissue
    expect(await tables.cancellations.cancel(read, later(125))).toMatchObject({ state: 'sending' })
    const early = await tables.sendings.start(read, later(179))
    const start = 'leaseEndsAt' in lease ? await tables.sendings.start(read, later(180)) : early
    expect(start).toMatchObject({ outcome: 'started', reissue: { takenOver: true } })
    const handover = { identifierHash: 'new hash', messageId: 'sms-1', at: later(181) }
    expect(await tables.sendings.complete(read, handover)).toBe(true)
  },
)

it('running elections have stored the SMS of a day, and the rate', async () => {
  const day = { day: '2026-11-25', endsAt: later(0.001) }
  await tables.smsDays.count(day, 9)
  await tables.smsDays.countHeldSms(day)
  const usage = { freeAt: bothClocks(0), count: 0 }
  await tables.smsSlots.reserve(day, { readyAt: now, lengthSeconds: 2, usage })
  const kept = { ttl: ttl + 90 * 86_400 }
  expect(await stored('smsDays', '2026-11-25')).toEqual({
    day: '2026-11-25',
    smsCount: 1,
    heldCount: 1,
    ...kept,
  })
  expect(await tables.smsSlots.find()).toEqual({ freeAt: later(2), count: 1 })
  expect(await stored('smsDays', 'line')).toEqual({
    day: 'line',
    freeAt: later(2).getTime(),
    taken: 1,
    ...kept,
  })
})
