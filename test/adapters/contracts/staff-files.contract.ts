import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { FileCode } from '../../../shared/domain/staff/file-code.ts'
import type { OpenFile } from '../../../shared/domain/staff/open-file.ts'
import { now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, times } from '../request-steps.ts'

const wish = {
  action: 'free-phone',
  reason: 'téléphone de la famille',
  email: 'alix@example.org',
  interventionId: 'wish-1',
} as const

export function staffFilesContract(tables: Tables): void {
  const aCode = (changes: Partial<FileCode> = {}): FileCode => ({
    codeHash: randomUUID(),
    voterId: randomUUID(),
    expiresAt: later(600),
    ...changes,
  })

  const take = (codeHash: string, at = now, email = 'bea@example.org') =>
    tables.fileCodes.take(codeHash, at, email)

  describe('a file code', () => {
    it('opens nothing for whoever asked for something by it, and is there for another', async () => {
      const code = aCode({ wish })
      await tables.fileCodes.keep(code, now)
      expect(await take(code.codeHash, now, wish.email)).toBeUndefined()
      expect(await take(code.codeHash)).toEqual({ voterId: code.voterId, wish })
    })

    it('opens the file of its voter, once, with what was asked for, and their id opens none', async () => {
      const [plain, wishing] = [aCode(), aCode({ wish })]
      for (const code of [plain, wishing]) {
        expect(await tables.fileCodes.keep(code, now)).toBe(true)
      }
      expect(await take(plain.voterId)).toBeUndefined()
      expect(await take(plain.codeHash)).toEqual({ voterId: plain.voterId })
      expect(await take(wishing.codeHash)).toEqual({
        voterId: wishing.voterId,
        wish,
      })
      expect(await take(plain.codeHash)).toBeUndefined()
    })

    it('typed by many at once opens the file to one', async () => {
      const code = aCode()
      await tables.fileCodes.keep(code, now)
      const taken = await times(10, () => take(code.codeHash))
      expect(taken.filter(Boolean)).toEqual([{ voterId: code.voterId }])
    })

    it('opens nothing from the instant when it expires', async () => {
      const [last, late] = [aCode(), aCode()]
      for (const code of [last, late]) await tables.fileCodes.keep(code, now)
      expect(await take(last.codeHash, later(599.999))).toBeDefined()
      expect(await take(late.codeHash, later(600))).toBeUndefined()
    })

    it('takes the place of the last one of its voter, and of no other', async () => {
      const [former, other] = [aCode(), aCode()]
      for (const code of [former, other]) await tables.fileCodes.keep(code, now)
      const next = aCode({ voterId: former.voterId })
      expect(await tables.fileCodes.keep(next, now)).toBe(true)
      expect(await take(former.codeHash)).toBeUndefined()
      expect(await take(next.codeHash)).toBeDefined()
      expect(await take(other.codeHash)).toBeDefined()
    })

    it('that another voter has is not given twice until it has expired', async () => {
      const first = aCode()
      await tables.fileCodes.keep(first, now)
      const second = aCode({ codeHash: first.codeHash, expiresAt: later(1200) })
      expect(await tables.fileCodes.keep(second, later(599.999))).toBe(false)
      expect(await tables.fileCodes.keep(second, later(600))).toBe(true)
      // The first voter's next code takes away theirs, which is another's by now.
      await tables.fileCodes.keep(aCode({ voterId: first.voterId }), later(600))
      expect(await take(second.codeHash, later(600))).toEqual({
        voterId: second.voterId,
      })
    })
  })

  describe('an open file', () => {
    const aFile = (changes: Partial<OpenFile> = {}): OpenFile => ({
      tokenHash: randomUUID(),
      voterId: randomUUID(),
      expiresAt: later(900),
      ...changes,
    })

    it('is the last one that its session opened', async () => {
      const file = aFile({ wish })
      await tables.openFiles.open(file)
      expect(await tables.openFiles.find(file.tokenHash)).toEqual(file)
      const next = aFile({ tokenHash: file.tokenHash })
      await tables.openFiles.open(next)
      expect(await tables.openFiles.find(file.tokenHash)).toEqual(next)
      expect(await tables.openFiles.find(randomUUID())).toBeUndefined()
    })

    it('is closed, as often as asked, and no other with it', async () => {
      const [file, other] = [aFile(), aFile()]
      for (const one of [file, other]) await tables.openFiles.open(one)
      await tables.openFiles.close(file.tokenHash)
      await tables.openFiles.close(file.tokenHash)
      expect(await tables.openFiles.find(file.tokenHash)).toBeUndefined()
      expect(await tables.openFiles.find(other.tokenHash)).toEqual(other)
    })

    it('is counted until it closes by itself', async () => {
      const before = await tables.openFiles.count(later(900_000))
      for (const seconds of [900_000, 900_000.001, 900_001]) {
        await tables.openFiles.open(aFile({ expiresAt: later(seconds) }))
      }
      expect(await tables.openFiles.count(later(900_000))).toBe(before + 2)
    })
  })
}
