import { expect, it } from 'vitest'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'

interface Opened {
  texts: NumberedTexts
  /** Overwrites as a privileged operator could; deletes without a text. */
  putOver(number: number, text?: string): Promise<unknown>
}

export function textsContract(open: () => Promise<Opened>): void {
  it('keeps one of several simultaneous texts with one number, and refuses the others', async () => {
    const { texts } = await open()
    expect([await texts.find(1), await texts.lastNumber()]).toEqual([undefined, 0])
    const put = await Promise.all(['a', 'b', 'c'].map((text) => texts.put(1, text)))
    expect(put.filter(Boolean)).toHaveLength(1)
    expect(await texts.put(1, 'd')).toBe(false)
    expect(await texts.read(1)).toBe(['a', 'b', 'c'][put.indexOf(true)])
    expect((await texts.find(1))?.writtenAt?.getTime()).toBeCloseTo(Date.now(), -4)
    expect([await texts.find(2), await texts.lastNumber()]).toEqual([undefined, 1])
  })

  it('reads the first version of a deleted or overwritten text, and lists the changes', async () => {
    const { texts, putOver } = await open()
    for (const [index, text] of ['a', 'b', 'c', 'd'].entries()) await texts.put(index + 1, text)
    await putOver(2)
    await putOver(3, 'another c')
    await putOver(4)
    expect(await texts.find(4)).toMatchObject({ number: 4, isDeleted: true })
    const listed = await Array.fromAsync(texts.list())
    expect(listed.map((text) => [text.number, text.versionCount, text.isDeleted])).toEqual([
      [1, 1, false],
      [2, 1, true],
      [3, 2, false],
      [4, 1, true],
    ])
    const read = listed.map(({ number, firstId }) => texts.read(Number(number), firstId))
    expect(await Promise.all(read)).toEqual(['a', 'b', 'c', 'd'])
    const firsts = await Promise.all([2, 3, 4].map((number) => texts.read(number)))
    expect(firsts).toEqual(['b', 'c', 'd'])
  })
}
