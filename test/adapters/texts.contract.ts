import { expect, it } from 'vitest'
import type { LedgerSegments } from '../../shared/domain/ledger/ledger-writer.ts'

/** What the ledger relies on. @param open where nothing was put yet */
export function textsContract(open: () => Promise<LedgerSegments>): void {
  it('keeps the text of one of those who put the same number at once, and tells the others', async () => {
    const texts = await open()
    expect(await texts.has(1)).toBe(false)
    const put = await Promise.all(['a', 'b', 'c'].map((text) => texts.put(1, text)))
    expect(put.filter(Boolean)).toHaveLength(1)
    expect(await texts.put(1, 'd')).toBe(false)
    expect(await texts.read(1)).toBe(['a', 'b', 'c'][put.indexOf(true)])
    expect(await texts.has(1)).toBe(true)
    // To the second.
    expect((await texts.writtenAt(1))?.getTime()).toBeCloseTo(Date.now(), -4)
    expect(await texts.writtenAt(2)).toBeUndefined()
  })
}
