import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newSpaceSession } from '../../../shared/domain/account/session.ts'
import { later, now } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'

export function contract(tables: Tables): void {
  test('sessions are found by their token, as the kind they are', async () => {
    const { voterId } = await aSignedInVoter(tables)
    const common = { voterId, expiresAt: now }
    const space = { ...common, kind: 'space', tokenHash: randomUUID(), endsAt: later(1) } as const
    const booth = {
      ...common,
      kind: 'booth',
      tokenHash: randomUUID(),
      spaceTokenHash: space.tokenHash,
      identifierHash: 'hash of the identifier',
    } as const
    await tables.sessions.open(space)
    await tables.sessions.open(booth)
    expect(await tables.sessions.find(space)).toEqual(space)
    expect(await tables.sessions.find(booth)).toEqual(booth)
    expect(await tables.sessions.find({ tokenHash: randomUUID() })).toBeUndefined()
  })

  test('sessions are found by their voter, those of the booth and of other voters left out', async () => {
    const { voterId } = await aSignedInVoter(tables)
    await aSignedInVoter(tables)
    const { cookie: _, session: one } = newSpaceSession({ voterId, sessionEpoch: 0 }, now, 10)
    const booth = {
      kind: 'booth',
      spaceTokenHash: one.tokenHash,
      identifierHash: 'hash',
    } as const
    const common = { voterId, expiresAt: now, tokenHash: randomUUID() }
    await tables.sessions.open(one)
    await tables.sessions.open({ ...booth, ...common })
    const found = await tables.sessions.list(voterId)
    expect(found).toHaveLength(2)
    expect(found).toContainEqual(one)
    await tables.sessions.close(one)
    expect(await tables.sessions.list(voterId)).toHaveLength(1)
  })

  test('sessions are prolonged, and never shortened', async () => {
    const { session } = await aSignedInVoter(tables)
    await tables.sessions.prolong(session, later(5000))
    await tables.sessions.prolong(session, later(4000))
    expect(await tables.sessions.find(session)).toMatchObject({ expiresAt: later(5000) })
  })

  test('sessions are prolonged and closed by their own voter only, as often as they like, and do not come back', async () => {
    const { session } = await aSignedInVoter(tables)
    const stranger = await aSignedInVoter(tables)
    const found = await tables.sessions.find(session)
    const strangers = { ...session, voterId: stranger.voterId }
    await tables.sessions.prolong(strangers, later(5000))
    await tables.sessions.close(strangers)
    expect(await tables.sessions.find(session)).toEqual(found)
    await tables.sessions.close(session)
    await tables.sessions.close(session)
    await tables.sessions.prolong(session, later(5000))
    expect(await tables.sessions.find(session)).toBeUndefined()
  })
}
