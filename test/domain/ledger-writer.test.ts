import { describe, expect, it } from 'vitest'
import { LedgerCheck } from '../../shared/domain/ledger/chain.ts'
import type { LedgerChange } from '../../shared/domain/ledger/entry.ts'
import { ledgerWriter } from '../../shared/domain/ledger/ledger-writer.ts'
import { lastNumber, type NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'

const change = (event: string): LedgerChange => ({
  event,
  at: new Date('2026-12-03T08:00:00Z'),
  table: 'reissues',
  change: 'insert',
  record: event,
  fields: [],
})

function eventsIn(segments: string[]): string[] {
  const check = new LedgerCheck([])
  const entries = segments
    .join('')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [check.take(line)]))
  expect(check.result().mistakes).toEqual([])
  return entries.map((entry) => entry?.event ?? '')
}

describe('who appends to a ledger', () => {
  it('finds its end, and then goes on from what it wrote', async () => {
    const segments = inMemoryTexts()
    await ledgerWriter(segments)([change('1'), change('2')])
    const append = ledgerWriter(segments)
    await append([change('3')])
    expect(await append([change('4')])).toMatchObject({ segment: 3, end: { number: 4 } })
    expect(eventsIn(segments.all)).toEqual(['1', '2', '3', '4'])
  })

  it('is one of many: none of their changes is lost, and the chain is one', async () => {
    const segments = inMemoryTexts()
    const writers = Array.from({ length: 5 }, () => ledgerWriter(segments))
    await Promise.all(
      writers.flatMap((append, writer) =>
        Array.from({ length: 20 }, (_, index) => append([change(`${writer}/${index}`)])),
      ),
    )
    expect(new Set(eventsIn(segments.all)).size).toBe(100)
    expect(segments.all).toHaveLength(100)
  })

  it('died after it wrote: what it wrote stands, and is written once more', async () => {
    const segments = inMemoryTexts()
    const unanswered: NumberedTexts = {
      ...segments,
      async put(number, text) {
        await segments.put(number, text)
        throw new Error('no answer')
      },
    }
    await expect(ledgerWriter(unanswered)([change('1')])).rejects.toThrow('no answer')
    await ledgerWriter(segments)([change('1'), change('2')])
    expect(eventsIn(segments.all)).toEqual(['1', '1', '2'])
  })
})

it('the last of numbered texts is found from wherever one begins, in few questions', async () => {
  for (const count of [0, 1, 2, 3, 7, 8, 9, 1000]) {
    const texts = inMemoryTexts(Array.from({ length: count }, String))
    for (const from of [0, Math.floor(count / 2), count]) {
      let questions = 0
      const has = (number: number) => {
        questions++
        return texts.has(number)
      }
      expect(await lastNumber({ has }, from)).toBe(count)
      expect(questions).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(count - from + 2)) + 1)
    }
  }
})
