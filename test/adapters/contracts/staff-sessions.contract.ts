import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newStaffSession, type OpenFile } from '../../../shared/domain/staff/staff-session.ts'
import { later, now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'

export function contract(tables: Tables): void {
  async function opened() {
    const { session } = newStaffSession('alix@example.org', now)
    await tables.staffSessions.open(session)
    return session
  }

  test('a staff session is found by its token hash only', async () => {
    const session = await opened()
    await opened()
    expect(await tables.staffSessions.find(session.tokenHash)).toEqual(session)
    expect(await tables.staffSessions.find(randomUUID())).toBeUndefined()
  })

  test('a staff session is prolonged, never shortened', async () => {
    const { tokenHash, ...session } = await opened()
    await tables.staffSessions.prolong(tokenHash, later(5000))
    await tables.staffSessions.prolong(tokenHash, later(4000))
    expect(await tables.staffSessions.find(tokenHash)).toEqual({
      ...{ tokenHash, ...session },
      expiresAt: later(5000),
    })
  })

  test('a staff session does not come back once closed', async () => {
    const [{ tokenHash }, other] = [await opened(), await opened()]
    await tables.staffSessions.close(tokenHash)
    await tables.staffSessions.close(tokenHash)
    await tables.staffSessions.prolong(tokenHash, later(5000))
    expect(await tables.staffSessions.find(tokenHash)).toBeUndefined()
    expect(await tables.staffSessions.find(other.tokenHash)).toEqual(other)
  })
  const aFile = (expiresAt = later(900)): OpenFile => ({
    ...{ voterId: randomUUID(), opening: 'file-opened', expiresAt },
  })

  test('an open file is the last that its session opened, until it is closed', async () => {
    const [session, other] = [await opened(), await opened()]
    const { tokenHash } = session
    const { openFile, recordAction, closeFile, find } = tables.staffSessions
    const approval = { approvalKey: 'staff/print-notice/a', requester: 'alix', approvalId: '1' }
    const [first, next] = [{ ...aFile(), approval }, aFile()]
    await openFile(tokenHash, first)
    expect(await find(tokenHash)).toEqual({ ...session, openFile: first })
    const done = 'stop-request/none'
    await recordAction(tokenHash, done)
    expect(await find(tokenHash)).toEqual({ ...session, openFile: { ...first, done } })
    for (const one of [tokenHash, other.tokenHash]) await openFile(one, next)
    expect(await find(tokenHash)).toEqual({ ...session, openFile: next })
    for (let times = 0; times < 2; times++) await closeFile(tokenHash)
    await recordAction(tokenHash, done)
    expect(await find(tokenHash)).toEqual(session)
    expect(await find(other.tokenHash)).toEqual({ ...other, openFile: next })
  })

  test('an open file is not opened in a closed session', async () => {
    const { tokenHash } = await opened()
    await tables.staffSessions.close(tokenHash)
    await tables.staffSessions.openFile(tokenHash, aFile())
    expect(await tables.staffSessions.find(tokenHash)).toBeUndefined()
  })
}
