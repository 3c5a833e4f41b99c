import { expect, it, test } from 'vitest'
import { signInOwner } from '../../shared/domain/account/captcha.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import { aBoothWorld, graceEndsAt, sessionEnd, voteOpensAt } from '../builders/booth-world.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { bothClocks, keys } from '../builders/values.ts'
import { aCaptcha } from '../builders/voters.ts'
import { inMemoryJournal } from '../fakes/channels.ts'
import { failing } from '../fakes/interception.ts'

const { tables, clock, voter, signedIn, enter, enterAs, accept, replace } =
  await forEachTest(aBoothWorld)

const wrong = { outcome: 'wrong-credentials' }

async function failTimes(times: number, changes: Parameters<typeof enter>[0] = {}): Promise<void> {
  for (let time = 0; time < times; time++) {
    expect(await enter({ password: 'wrong', ...changes })).toEqual(wrong)
  }
}

test('an entry of the booth opens a session bound to the space session and to the identifier, no longer than the former', async () => {
  const { tokenHash } = await enterAs(voter)
  expect(tables.look.session(tokenHash)).toEqual({
    tokenHash,
    voterId: voter.voterId,
    kind: 'booth',
    expiresAt: sessionEnd,
    spaceTokenHash: voter.session.tokenHash,
    identifierHash: tables.look.voter(voter.voterId).identifierHash,
  })
})

test('an entry of the booth takes the identifier with hyphens, and O and l for 0 and 1', async () => {
  const typed = identifierText(voter.identifier).replaceAll(' ', '-')
  const identifier = typed.replaceAll('0', 'O').replaceAll('1', 'l')
  expect(await enter({ identifier })).toMatchObject({ outcome: 'entered' })
})

test('an entry of the booth refuses what is no identifier, and the identifier of another voter, in the same words', async () => {
  const other = await signedIn()
  const typed = ['', 'B5', 'not an identifier', '💥', other.identifier, 'B50000000000']
  for (const identifier of typed) {
    expect(await enter({ identifier })).toEqual(wrong)
    clock.advance(10)
  }
})

test.each(['B5', 'B50000000000'])('the password beside %s is checked too', async (identifier) => {
  const find = async () => ({ ...tables.look.voter(voter.voterId), passwordHash: 'unreadable' })
  await expect(enter({ identifier }, { voters: { ...tables.voters, find } })).rejects.toThrow(
    'cannot be read',
  )
})

it('the old identifier is accepted until the SMS leaves, then the new one, with the password the voter already had', async () => {
  const reissue = await accept()
  expect(await enter()).toMatchObject({ outcome: 'entered' })
  const identifier = await replace(reissue)
  expect(await enter()).toEqual(wrong)
  expect(await enter({ identifier })).toMatchObject({ outcome: 'entered' })
})

test('the espace de vote is closed before the vote, and half an hour after its end to who signed in before, to the millisecond', async () => {
  const outcomeAt = async (instant: ElectionInstant, milliseconds = 0) => {
    const clock = () => bothClocks(instant.getTime() + milliseconds)
    return (await enter({}, { clock })).outcome
  }
  expect(await outcomeAt(voteOpensAt, -1)).toBe('vote-closed')
  expect(await outcomeAt(voteOpensAt)).toBe('entered')
  expect(await outcomeAt(graceEndsAt, -1)).toBe('entered')
  expect(await outcomeAt(graceEndsAt)).toBe('vote-closed')
})

test('the espace de vote is closed to whoever is not signed in', async () => {
  const stranger = { ...voter.session, tokenHash: 'unknown' }
  expect(await enter({ claim: stranger })).toEqual({ outcome: 'unauthenticated' })
})

const waiting = { outcome: 'too-many-attempts', retryAfterSeconds: 5, bypass: 'captcha' }

test('after five wrong attempts even the right pair is refused, from any session of the voter, until the wait is over', async () => {
  await failTimes(5)
  const again = { ...voter.session, tokenHash: 'hash of another session' }
  const lasting = { expiresAt: sessionEnd, endsAt: sessionEnd }
  await tables.sessions.open({ ...again, kind: 'space', ...lasting })
  expect(await enter()).toEqual(waiting)
  expect(await enter({ claim: again })).toEqual(waiting)
  clock.advance(5)
  expect(await enter()).toMatchObject({ outcome: 'entered' })
})

test('after five wrong attempts the right pair opens with a captcha that was drawn for the voter', async () => {
  await failTimes(5)
  const failed = { outcome: 'captcha-failed' }
  const other = await signedIn()
  for (const owner of [signInOwner, other.voterId]) {
    expect(await enter({ captcha: await aCaptcha(tables, owner, clock()) })).toEqual(failed)
  }
  const captcha = await aCaptcha(tables, voter.voterId, clock())
  expect(await enter({ captcha })).toMatchObject({ outcome: 'entered' })
})

test('five wrong attempts do not concern a known browser', async () => {
  await failTimes(5)
  const deviceCookie = newDevice(keys, { ...voter, sessionEpoch: 0 }).cookie
  expect(await enter({ deviceCookie })).toMatchObject({ outcome: 'entered' })
})

test('the use of an identifier that came by SMS is the proof of its arrival, noted the first time and never of a notice', async () => {
  const { journal, events } = inMemoryJournal()
  await enter({}, { journal })
  expect(events).toEqual([])
  const identifier = await replace(await accept())
  const { identifierReissueId: reissueId = '' } = tables.look.voter(voter.voterId)
  expect(tables.look.reissue(reissueId).usedAt).toBeUndefined()
  const usedAt = clock()
  for (let time = 0; time < 2; time++) {
    await enter({ identifier }, { journal })
    clock.advance(60)
  }
  expect(tables.look.reissue(reissueId)).toMatchObject({ state: 'sent', usedAt })
  expect(events).toEqual([{ event: 'identifier.used', reissueId, territory: 'FR' }])
})

test('the use of an identifier that came by SMS opens the booth even when it cannot be noted', async () => {
  const identifier = await replace(await accept())
  const arrivals = failing(tables.arrivals, 'recordUse', 'before')
  const { journal, events } = inMemoryJournal()
  expect(await enter({ identifier }, { arrivals, journal })).toMatchObject({ outcome: 'entered' })
  expect(events).toMatchObject([{ event: 'use.not-recorded' }])
})

test.each([
  ['attempts', 'charge'],
  ['sessions', 'open'],
] as const)('nobody enters when the engine fails at %s.%s', async (port, method) => {
  const engines = { [port]: failing(tables[port], method as never, 'before') }
  await expect(enter({}, engines)).rejects.toThrow('no answer')
})
