import { expect, test } from 'vitest'
import { usefulTimeOf } from '../../functions/show-space/last-useful-request.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import { type SpaceSession, sessionIdleMinutes } from '../../shared/domain/account/session.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { sourceIdOf, validIdentifierOf } from '../../shared/domain/reissue/valid-identifier.ts'
import type { SmsSlots } from '../../shared/domain/sms/expected-time.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { bothClocks, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { election, expectedSeconds, openSession } from '../builders/voters.ts'
import { failing } from '../fakes/interception.ts'
import { plain } from '../texts/plain.ts'

const elodie = {
  firstName: 'Élodie',
  lastName: 'Le Goff',
  ballots: ['cap-certifies', 'csa-ministeriel', 'a-ballot-of-another-election'],
}

const { tables, clock, voter, phone, ports } = await forEachTest(() => aVoterWorld(elodie))

const show = (claim = voter.session) => showSpace(ports, claim)

test('Mon espace électeur says, once no request is left, whether staff may print a notice', async () => {
  const limits = { ...election.limits, noticesBeyondRequests: 1 }
  const noneLeft = async (changes: Partial<Voter>) => {
    tables.alter.voter(voter.voterId, changes)
    const beyond = { ...ports, election: { ...election, limits } }
    const space = await showSpace(beyond, voter.session)
    return space.outcome === 'shown' && space.noRequestLeftReason
  }
  const { reissuesPerVoter, smsPerVoter } = limits
  expect(await noneLeft({ reissueCount: reissuesPerVoter - 1 })).toBeUndefined()
  expect(await noneLeft({ smsCount: smsPerVoter })).toBe('sms-ceiling')
  expect(await noneLeft({ reissueCount: reissuesPerVoter })).toBe('notice-left')
  expect(await noneLeft({ reissueCount: reissuesPerVoter + 1 })).toBe('nothing-left')
})

test("Mon espace électeur shows the voter's name, initials, address and own ballots, in the election's order", async () => {
  expect(await show()).toEqual({
    outcome: 'shown',
    initials: 'ÉL',
    firstName: 'Élodie',
    lastName: 'Le Goff',
    email: voter.email,
    emailRefused: false,
    ballots: election.ballots.filter(({ id }) => ['csa-ministeriel', 'cap-certifies'].includes(id)),
    identifier: { from: 'notice' },
    remaining: 3,
    passwordChangeRequired: false,
    bothFactorsLostUntil: undefined,
    opensAt: election.dates.reissueOpensAt,
    closesAt: election.dates.reissueClosesAt,
    isReissueOpen: true,
    latest: undefined,
    session: tables.look.session(voter.session.tokenHash),
  })
})

test('Mon espace électeur says that nothing is mailed to the address any more, and of one where mails are late nothing', async () => {
  const fail = (final?: true) =>
    tables.alter.voter(voter.voterId, {
      mailFailure: { addressId: voter.voterId, why: 'slow', at: now, ...(final && { final }) },
    })
  fail()
  expect(await show()).toMatchObject({ emailRefused: false })
  fail(true)
  expect(await show()).toMatchObject({ emailRefused: true })
})

test('Mon espace électeur says at every moment where the valid identifier is', async () => {
  const identifier = async () => {
    const space = await show()
    return space.outcome === 'shown' ? space.identifier : space
  }
  const reissue = await acceptReissue(tables, voter, { phone })
  expect(await identifier()).toEqual({ from: 'notice' })
  await sendTo(tables, reissue, phone)
  const sent = tables.look.reissue(reissue.reissueId)
  const bySms = { from: 'sms', sentAt: sent.history.at(-1)?.at }
  expect(await identifier()).toEqual(bySms)

  await acceptReissue(tables, voter, { phone })
  expect(await identifier()).toEqual(bySms)
  const failedAt = secondsLater(now, 200)
  await tables.smsReceipts.recordFailure(sent, {
    failure: 'unreachable',
    isUnsent: false,
    at: failedAt,
    now: failedAt,
  })
  expect(await identifier()).toEqual({ from: 'nowhere' })
  await tables.arrivals.recordUse(reissue.reissueId, secondsLater(now, 300))
  expect(await identifier()).toEqual(bySms)
})

test('Mon espace électeur says where the valid identifier is after a notice that came back, or took the place of an SMS', () => {
  const sentAt = secondsLater(now, 120)
  const carrier = { state: 'sent', history: [{ state: 'sent', at: sentAt }] } as const
  const latest = { ...carrier, history: [...carrier.history], reissueId: 'r1' }
  expect(validIdentifierOf({ noticeReturnedAt: now }, undefined)).toEqual({ from: 'nowhere' })
  expect(validIdentifierOf({ noticeWishId: 'wish' }, undefined)).toEqual({
    from: 'notice',
    printed: true,
  })
  const printed = { noticeWishId: 'wish', noticeRenewedAt: sentAt }
  expect(sourceIdOf(printed, latest)).toBeUndefined()
  expect(sourceIdOf({ ...printed, pendingReissueId: 'r1' }, latest)).toBe('r1')
  // Older versions did not store the request of a notice.
  expect(sourceIdOf({}, latest)).toBe('r1')
  expect(sourceIdOf({ noticeRenewedAt: now }, latest)).toBe('r1')
  expect(sourceIdOf({ noticeRenewedAt: secondsLater(sentAt, 1) }, latest)).toBeUndefined()
  expect(sourceIdOf({}, { ...latest, history: [] })).toBeUndefined()
  expect(sourceIdOf({ identifierReissueId: 'r0' }, { ...latest, history: [] })).toBe('r0')
})

test('Mon espace électeur names the SMS that left while the answer was read, and not the one before it', async () => {
  await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone)
  const latest = await acceptReissue(tables, voter, { phone })
  const sentAt = secondsLater(now, 600)
  const reissues = {
    ...tables.reissues,
    async find(reissueId: string) {
      if (reissueId === latest.reissueId) await sendTo(tables, latest, phone, { at: sentAt })
      return tables.reissues.find(reissueId)
    },
  }
  const space = await showSpace({ ...ports, reissues }, voter.session)
  expect(space).toMatchObject({ latest: { state: 'sent' }, identifier: { from: 'sms', sentAt } })
})

test('Mon espace électeur gives the latest useful time on the last day, even if the backlog cannot be read', async () => {
  const { voteClosesAt } = election.dates
  const dates = { ...election.dates, reissueClosesAt: voteClosesAt }
  const usefulAt = async (
    at: ElectionInstant,
    smsSlots: Pick<SmsSlots, 'find'> = tables.smsSlots,
  ) => {
    const { session } = await openSession(tables, tables.look.voter(voter.voterId), at)
    const then = { smsSlots, election: { ...election, dates }, clock: () => at }
    const space = await showSpace({ ...ports, ...then }, session)
    return space.outcome === 'shown' && space.lastUsefulAt
  }
  const [dayBefore, closing] = [-86_400, 0].map((seconds) => secondsLater(voteClosesAt, seconds))
  expect(await usefulAt(secondsLater(dayBefore as ElectionInstant, -1))).toBeUndefined()
  const usual = secondsLater(voteClosesAt, -expectedSeconds)
  expect(await usefulAt(dayBefore as ElectionInstant)).toEqual(usual)
  expect(await usefulAt(closing as ElectionInstant)).toBeUndefined()
  const blind = failing(tables.smsSlots, 'find', 'before')
  expect(await usefulAt(dayBefore as ElectionInstant, blind)).toEqual(secondsLater(usual, -900))
})

test('Mon espace électeur tells the last useful request, and then that it is past, with what else there is', () => {
  const usefulAt = bothClocks('2026-12-06T15:57:00Z')
  const told = (
    from: 'notice' | 'nowhere',
    at: ElectionInstant,
    lastUsefulAt: ElectionInstant | undefined = usefulAt,
  ) => {
    const dates = { ...election.dates, voteClosesAt: bothClocks('2026-12-06T16:00:00Z') }
    const time = { election: { ...election, dates }, clock: () => at, toWall: bothClocks }
    return usefulTimeOf(lastUsefulAt, from, time)
  }
  const before = told('notice', secondsLater(usefulAt, -1))
  expect(before.usefulUntil).toBe('2026-12-06T15:57:00.000Z')
  expect(plain(before.usefulText)).toBe(
    'Dernière demande utile : à 16 h 57 (heure de Paris). Ensuite, le SMS peut arriver trop tard pour voter.',
  )
  const after = told('notice', usefulAt)
  expect(after.usefulUntil).toBeUndefined()
  expect(plain(after.usefulText)).toBe(
    "Le vote ferme à 17 h (heure de Paris) : un SMS demandé maintenant peut arriver trop tard. Votez plutôt avec l'identifiant de votre notice, ou appelez l'assistance.",
  )
  expect(plain(told('nowhere', usefulAt).usefulText)).toMatch(/tard\. Appelez l'assistance\.$/)
})

test('Mon espace électeur shows nothing without a session', async () => {
  expect(await showSpace(ports, undefined)).toEqual({ outcome: 'unauthenticated' })
})

test('Mon espace électeur is used for longer each time, and shown all the same when that cannot be written', async () => {
  clock.advance(600)
  const sessions = failing(tables.sessions, 'prolong', 'before')
  const before = tables.look.session(voter.session.tokenHash) as SpaceSession
  expect(await showSpace({ ...ports, sessions }, voter.session)).toMatchObject({ session: before })
  expect(await show()).toMatchObject({
    session: { expiresAt: secondsLater(clock(), sessionIdleMinutes * 60), endsAt: before.endsAt },
  })
})

test('Mon espace électeur says what keeps the voter from requesting', async () => {
  tables.alter.voter(voter.voterId, {
    ...{ passwordChangeRequired: true, passwordRenewedAt: now, reissueCount: 4 },
  })
  expect(await show()).toMatchObject({
    ...{ passwordChangeRequired: true, remaining: 0 },
    bothFactorsLostUntil: secondsLater(now, 86_400),
  })
})
