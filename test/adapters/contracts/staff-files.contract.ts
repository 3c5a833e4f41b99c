import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { FileCode } from '../../../shared/domain/staff/file-code.ts'
import type { StaffPerson } from '../../../shared/domain/staff/staff-person.ts'
import { later, now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'

const approval = {
  ...{ approvalKey: 'staff/print-notice/voter', requester: 'alix', approvalId: 'approval-1' },
}
const supervisor = (name: string) => ({ email: `${name}@example.org`, role: 'supervisor' as const })

export function contract(tables: Tables): void {
  const aCode = (changes: Partial<FileCode> = {}): FileCode => ({
    codeHash: randomUUID(),
    voterId: randomUUID(),
    expiresAt: later(600),
    ...changes,
  })

  const take = (codeHash: string, at = now, typedBy: StaffPerson = supervisor('bea')) =>
    tables.fileCodes.consume(codeHash, at, typedBy)

  test('a file code of an approval request opens nothing for its requester or for agents', async () => {
    const code = aCode({ approval })
    await tables.fileCodes.store(code, now)
    const agent = { email: 'bea@example.org', role: 'agent' } as const
    // Staff with one ledger name are one person to it.
    const namesake = { ...supervisor('alix'), email: 'alix@autre.example' }
    for (const typedBy of [agent, supervisor('Alix'), namesake]) {
      expect(await take(code.codeHash, now, typedBy)).toBeUndefined()
    }
    expect(await take(code.codeHash)).toEqual({ voterId: code.voterId, approval })
  })

  test('a file code opens its voter’s file once', async () => {
    const code = aCode()
    expect(await tables.fileCodes.store(code, now)).toBe(true)
    expect(await take(code.voterId)).toBeUndefined()
    expect(await take(code.codeHash)).toEqual({ voterId: code.voterId })
    expect(await take(code.codeHash)).toBeUndefined()
  })

  test('a file code opens nothing once expired', async () => {
    const [last, late] = [aCode(), aCode()]
    for (const code of [last, late]) await tables.fileCodes.store(code, now)
    expect(await take(last.codeHash, later(599.999))).toBeDefined()
    expect(await take(late.codeHash, later(600))).toBeUndefined()
  })

  test('a file code replaces its voter’s former code only', async () => {
    const [former, other] = [aCode(), aCode()]
    for (const code of [former, other]) await tables.fileCodes.store(code, now)
    const next = aCode({ voterId: former.voterId })
    expect(await tables.fileCodes.store(next, now)).toBe(true)
    expect(await take(former.codeHash)).toBeUndefined()
    expect(await take(next.codeHash)).toBeDefined()
    expect(await take(other.codeHash)).toBeDefined()
  })

  test('a file code is not given to a second voter before it has expired', async () => {
    const first = aCode()
    await tables.fileCodes.store(first, now)
    const second = aCode({ codeHash: first.codeHash, expiresAt: later(1200) })
    expect(await tables.fileCodes.store(second, later(599.999))).toBe(false)
    expect(await tables.fileCodes.store(second, later(600))).toBe(true)
    await tables.fileCodes.store(aCode({ voterId: first.voterId }), later(600))
    expect(await take(second.codeHash, later(600))).toEqual({
      voterId: second.voterId,
    })
  })
}
