import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { mailPasswordLink } from '../../functions/mail-voters/mail-link.ts'
import { setPassword } from '../../functions/set-password/set-password.ts'
import { findCaller } from '../../shared/access/signed-in.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { validIdentifierOf } from '../../shared/domain/reissue/valid-identifier.ts'
import { isNoticeValid, noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import { hashIdentifier, holdsIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { requestSteps } from '../adapters/request-steps.ts'
import { type BothClocks, keys, now } from '../builders/values.ts'
import {
  aSignedInVoter,
  election,
  openSession,
  type SignedInVoter,
  siteUrl,
} from '../builders/voters.ts'
import { inMemoryMailer } from '../fakes/channels.ts'
import { aRoll, noticesIn } from './rolls.ts'

const world = await aRoll()
const { tables, notifications, change, changeOnce, losing, imported, newPath, find } = world
const { onRoll, rewrite } = world
const steps = requestSteps(tables)

const isSignedIn = async ({ session }: Pick<SignedInVoter, 'session'>) =>
  (await findCaller(tables, session, now)) !== undefined
const notificationsOf = ({ voterId }: { voterId: string }) =>
  notifications.messages.filter((one) => one.voterId === voterId).map((one) => one.news)

async function withLink(voter: SignedInVoter): Promise<void> {
  const newest = { tokenHash: 'its hash', expiresAt: secondsLater(now, 600) }
  const link = { newest, requestedAt: now, issuedAt: [now], mailed: true, version: 1 }
  await tables.passwordLinks.replace(undefined, { voterId: voter.voterId, ...link })
}

describe('a voter whose roll entry is corrected', () => {
  test('keeps everything else, and gets one e-mail', async () => {
    const voter = await aSignedInVoter(tables)
    const before = await find(voter.email)
    expect(await change('correct', [{ email: voter.email, lastName: 'Durand' }])).toEqual([
      'corrected',
    ])
    const after = await find(voter.email)
    expect(after).toEqual({ ...before, lastName: 'Durand', correctedAt: expect.any(Date) })
    expect(await isSignedIn(voter)).toBe(true)
    expect(await change('correct', [{ email: voter.email, lastName: 'Durand' }])).toEqual([
      'unchanged',
    ])
    expect(notificationsOf(voter)).toEqual(['roll-corrected'])
  })

  test('keeps the identifier at a new address, and loses password, sessions and links', async () => {
    const voter = await aSignedInVoter(tables)
    await withLink(voter)
    const newEmail = `nouvelle.${randomUUID()}@academie.example`
    expect(await change('correct', [{ email: voter.email, newEmail }])).toEqual(['corrected'])
    const found = await find(newEmail)
    expect(found).toMatchObject({
      voterId: voter.voterId,
      email: newEmail,
      formerEmail: voter.email,
    })
    expect(found.passwordHash).toBeUndefined()
    expect(holdsIdentifier(keys, found, voter.identifier)).toBe(true)
    expect(await isSignedIn(voter)).toBe(false)
    expect(await isSignedIn(await openSession(tables, found))).toBe(true)
    expect((await tables.passwordLinks.find(voter.voterId))?.newest).toBeUndefined()
    expect(await change('correct', [{ email: newEmail, newEmail: voter.email }])).toEqual([
      'corrected',
    ])
    expect(await find(voter.email)).toMatchObject({ voterId: voter.voterId, email: voter.email })
  })

  test('gets a link at the new address only, even if one was under way to the former', async () => {
    const voter = await aSignedInVoter(tables)
    const newEmail = `nouvelle.${randomUUID()}@academie.example`
    const mailer = inMemoryMailer(voter.email, newEmail)
    const link = (requestedAt: BothClocks, takeToken: () => Promise<boolean>) =>
      mailPasswordLink(
        { ...tables, mailer, takeToken, election, keys, siteUrl, clock: () => requestedAt },
        { voterId: voter.voterId, requestedAt },
        randomUUID(),
      )
    const correct = async () => {
      await change('correct', [{ email: voter.email, newEmail }])
      return true
    }
    expect(await link(now, correct)).toBe('busy')
    expect(mailer.mails).toEqual([])
    expect(await link(secondsLater(now, 30), async () => true)).toBe('mailed')
    expect(mailer.mails.map(({ to }) => to)).toEqual([newEmail])
    const [, token = ''] = /#(\S+?)(?:\.1)?\s/.exec(mailer.mails[0]?.text ?? '') ?? []
    const chosen = { token, password: 'Trois chevaux bleus galopent 57' }
    const engines = { ...tables, notifications, clock: () => secondsLater(now, 60), keys }
    expect(await setPassword(engines, chosen)).toMatchObject({ outcome: 'set' })
    expect((await find(newEmail)).passwordHash).toBeDefined()
  })

  test('is notified at the former address too, until a password is created', async () => {
    const voter = await aSignedInVoter(tables)
    const newEmail = `nouvelle.${randomUUID()}@academie.example`
    await change('correct', [{ email: voter.email, newEmail }])
    await change('correct', [{ email: newEmail, lastName: 'Durand' }])
    expect(await find(newEmail)).toMatchObject({ formerEmail: voter.email })
    const [other, back] = [`other.${newEmail}`, voter.email]
    await change('correct', [{ email: newEmail, newEmail: other }])
    expect(await find(other)).toMatchObject({ formerEmail: voter.email })
    await change('correct', [{ email: other, newEmail: back }])
    expect(await find(back)).toMatchObject({ formerEmail: other })
    await change('correct', [{ email: back, newEmail }])
    await rewrite(voter.voterId, { passwordHash: 'a hash' })
    await change('correct', [{ email: newEmail, lastName: 'Dupont' }])
    expect((await find(newEmail)).formerEmail).toBeUndefined()
  })

  test("never gets another voter's address", async () => {
    const [voter, other] = [await aSignedInVoter(tables), await aSignedInVoter(tables)]
    const before = await find(voter.email)
    const corrections = [{ email: voter.email, newEmail: other.email, lastName: 'Durand' }]
    expect(await change('correct', corrections)).toEqual(['address-taken'])
    const written = { email: other.email, addressId: other.voterId }
    expect(await tables.roll.correct(before, written, now)).toBe('address-taken')
    expect(await find(voter.email)).toEqual(before)
    expect(notificationsOf(voter)).toEqual([])
  })
})

describe('a voter who is removed', () => {
  test('loses sessions, links and the request under way, which frees the phone', async () => {
    const voter = await aSignedInVoter(tables)
    await withLink(voter)
    const reissue = await steps.accepted(voter)
    expect(await change('remove', [voter])).toEqual(['removed'])
    expect(await find(voter.email)).toBeUndefined()
    expect(await isSignedIn(voter)).toBe(false)
    expect((await tables.passwordLinks.find(voter.voterId))?.newest).toBeUndefined()
    expect(await tables.reissues.find(reissue.reissueId)).toMatchObject({ state: 'cancelled' })
    expect(await tables.phoneUses(reissue.phoneHash)).toEqual({ reissueCount: 0, smsCount: 0 })
    expect(await tables.voters.findAddressee(voter.voterId)).toMatchObject({ reissueCount: 0 })
    expect(notificationsOf(voter)).toEqual(['roll-removed'])
  })

  test('is removed only after an SMS that is leaving', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await steps.started(voter)
    expect(await change('remove', [voter])).toEqual(['sms-leaving'])
    expect(await find(voter.email)).toBeDefined()
    const remove: typeof tables.roll.remove = async (...removal) => {
      const removed = await tables.roll.remove(...removal)
      if (removed === 'sms-leaving') await steps.complete(reissue)
      return removed
    }
    const roll = { ...tables.roll, remove }
    expect(await changeOnce('remove', [voter], losing(20), { roll })).toEqual(['removed'])
    expect(await tables.reissues.find(reissue.reissueId)).toMatchObject({ state: 'sent' })
  })

  test('is restored by an import with identifier, password and counts', async () => {
    const entry = await onRoll()
    const before = await find(entry.email)
    await change('remove', [entry])
    expect(await imported([entry])).toMatchObject({
      counts: { restored: 1 },
      noticeCount: 0,
    })
    const { sessionEpoch, correctedAt, ...restored } = await find(entry.email)
    const { sessionEpoch: epoch, ...rest } = before
    expect(restored).toEqual(rest)
    expect(sessionEpoch).toBe(epoch + 1)
    expect(correctedAt).toBeInstanceOf(Date)
  })
})

describe('a returned notice', () => {
  test('opens nothing any more, and its voter gets an e-mail', async () => {
    const voter = await aSignedInVoter(tables)
    expect(await change('returned', [voter])).toEqual(['returned'])
    const found = await find(voter.email)
    expect(holdsIdentifier(keys, found, voter.identifier)).toBe(false)
    expect(await change('returned', [voter])).toEqual(['unchanged'])
    expect(notificationsOf(voter)).toEqual(['notice-returned'])
    expect(await isSignedIn(voter)).toBe(true)
  })

  test.each([
    [['the new one'], { identifierHash: 'the new one' }],
    [['first', 'second'], { identifierHash: 'second', formerIdentifierHash: 'first' }],
  ])('leaves identifiers sent by SMS valid: %j', async (sent, left) => {
    const voter = await aSignedInVoter(tables)
    for (const hash of sent) await steps.complete(await steps.started(voter), hash)
    expect(await change('returned', [voter])).toEqual(['replaced-already'])
    expect(await find(voter.email)).toMatchObject(left)
  })

  test('does not become valid again if SNS did not send the SMS that replaced it', async () => {
    const voter = await aSignedInVoter(tables)
    const { identifierHash } = await find(voter.email)
    const { reissueId } = await steps.started(voter)
    await steps.complete((await tables.reissues.find(reissueId)) as Reissue, 'the new one')
    const printed = hashIdentifier(keys, voter.voterId, noticeIdentifier(keys, voter))
    expect((await find(voter.email)).formerIdentifierHash).toBe(identifierHash)
    await rewrite(voter.voterId, { formerIdentifierHash: printed })
    expect(await change('returned', [voter], true)).toEqual(['replaced-already'])
    expect((await find(voter.email)).noticeReturnedAt).toBeUndefined()
    expect(await change('returned', [voter])).toEqual(['replaced-already'])
    expect(notificationsOf(voter)).toEqual([])
    const sent = (await tables.reissues.find(reissueId)) as Reissue
    const valid = async (reissue: Reissue) => validIdentifierOf(await find(voter.email), reissue)
    expect(await valid(sent)).toMatchObject({ from: 'sms' })
    const failure = { failure: 'service-limit', isUnsent: true, at: now, now } as const
    expect(await tables.smsReceipts.recordFailure(sent, failure)).toBe('recorded')
    const found = await find(voter.email)
    expect(isNoticeValid(found)).toBe(false)
    const failed = (await tables.reissues.find(reissueId)) as Reissue
    expect(failed).toMatchObject({ state: 'failed' })
    expect(failed.restored).toBeUndefined()
    expect(await valid(failed)).toEqual({ from: 'nowhere' })
  })

  test('lets a request under way go on, whose identifier becomes valid', async () => {
    const voter = await aSignedInVoter(tables)
    const reissue = await steps.started(voter)
    expect(await change('returned', [voter])).toEqual(['returned'])
    expect(await steps.complete(reissue, 'the new one')).toBe(true)
    expect(await find(voter.email)).toMatchObject({ identifierHash: 'the new one' })
  })
})

test('a lost notice is replaced by one with another identifier, in its own file', async () => {
  const entry = await onRoll()
  const before = await find(entry.email)
  const file = newPath()
  const renewed = { counts: { renewed: 1 }, noticeCount: 1 }
  expect(await imported([entry], file, { kind: 'renew' })).toMatchObject(renewed)
  const after = await find(entry.email)
  expect(after.identifierHash).not.toBe(before.identifierHash)
  expect(isNoticeValid(after)).toBe(true)
  const [[, , , , , printed = ''] = []] = noticesIn(file)
  expect(holdsIdentifier(keys, after, printed.replaceAll(' ', '') as never)).toBe(true)
  expect(notificationsOf(after)).toEqual(['notice-renewed'])
})
