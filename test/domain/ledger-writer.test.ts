import { expect, it, test } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { LedgerCheck } from '../../shared/domain/ledger/chain.ts'
import { Findings } from '../../shared/domain/ledger/findings.ts'
import { ledgerWriter } from '../../shared/domain/ledger/ledger-writer.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import { findLastNumber } from '../../shared/domain/ledger/numbered-texts.ts'
import { aChange } from '../builders/ledger.ts'
import { now as at } from '../builders/values.ts'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'

const change = (event: string) => aChange({ event })

function eventsIn(segments: string[]): string[] {
  const findings = new Findings()
  const check = new LedgerCheck([], findings)
  const entries = segments
    .join('')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [check.checkLine(line)]))
  expect(findings.items).toEqual([])
  return entries.map((entry) => entry?.event ?? '')
}

test('a ledger writer finds the ledger’s end, then continues from its own writes', async () => {
  const segments = inMemoryTexts()
  await ledgerWriter(segments)([change('1'), change('2')])
  const append = ledgerWriter(segments)
  await append([change('3')])
  expect(await append([change('4')])).toMatchObject({ segment: 3, end: { number: 4 } })
  expect(eventsIn(segments.all)).toEqual(['1', '2', '3', '4'])
})

test('a ledger writer writes each change once in one chain, beside other writers of the same stream', async () => {
  const segments = inMemoryTexts()
  const written = await Promise.all(
    Array.from({ length: 5 }, async (_, writer) => {
      const append = ledgerWriter(segments)
      const own = Array.from({ length: 20 }, (_, index) => [`${writer}/${index}`, `all/${index}`])
      for (const events of own) await append(events.map(change))
      return own.flat()
    }),
  )
  expect(eventsIn(segments.all).sort()).toEqual([...new Set(written.flat())].sort())
  expect(segments.all).toHaveLength(100)
})

test('a ledger writer does not write again what it wrote before it died', async () => {
  const segments = inMemoryTexts()
  const unanswered: NumberedTexts = {
    ...segments,
    async put(number, text) {
      await segments.put(number, text)
      throw new Error('no answer')
    },
  }
  const append = ledgerWriter(unanswered)
  await expect(append([change('1')])).rejects.toThrow('no answer')
  for (const again of [append, ledgerWriter(segments)]) {
    expect(await again([change('1')])).toMatchObject({ segment: 1, entryCount: 0 })
  }
  await ledgerWriter(segments)([change('1'), change('2')])
  expect(eventsIn(segments.all)).toEqual(['1', '2'])
})

test('a ledger writer appends only missing changes when a new mapping redelivers the whole stream', async () => {
  const minutes = (count: number) => secondsLater(at, 60 * count)
  let now = at
  const segments = inMemoryTexts([], () => now)
  const made = Array.from({ length: 100 }, (_, minute) => ({
    ...change(`event ${minute}`),
    at: minutes(minute),
  }))
  const append = ledgerWriter(segments)
  for (const [minute, one] of made.slice(0, 98).entries()) {
    now = minutes(minute + 30)
    await append([one])
  }
  const reads: number[] = []
  const counted: NumberedTexts = {
    ...segments,
    read: async (number) => {
      reads.push(number)
      return segments.read(number)
    },
  }
  const again = ledgerWriter(counted)
  expect(await again(made.slice(95))).toMatchObject({ entryCount: 2 })
  expect(Math.min(...reads)).toBe(65)
  expect(await again(made.slice(0, 95))).toMatchObject({ entryCount: 0 })
  expect(eventsIn(segments.all)).toEqual(made.map(({ event }) => event))
  expect(new Set(reads).size).toBe(reads.length)
})

test('a ledger writer skips a deleted segment, and waits while one cannot be read', async () => {
  const segments = inMemoryTexts([], () => at)
  const written = Array.from({ length: 7 }, (_, index) => change(`${index + 1}`))
  for (const one of written) await ledgerWriter(segments)([one])
  const without = (isThere: boolean): NumberedTexts => ({
    ...segments,
    find: async (number) => (isThere || number !== 5 ? segments.find(number) : undefined),
    read: async (number) => {
      if (number === 5) throw new Error('not read')
      return segments.read(number)
    },
  })
  await expect(ledgerWriter(without(true))([change('8')])).rejects.toThrow('not read')
  expect(await ledgerWriter(without(false))([change('1'), change('8')])).toMatchObject({
    entryCount: 1,
  })
})

test('a ledger writer forgets events beyond a bound, and rereads them when needed', async () => {
  const segments = inMemoryTexts([], () => at)
  const append = ledgerWriter(segments, 2)
  for (const event of ['1', '2', '3', '4']) await append([change(event)])
  expect(await append(['1', '2', '3', '4'].map(change))).toMatchObject({ entryCount: 0 })
  expect(eventsIn(segments.all)).toEqual(['1', '2', '3', '4'])
})

it('the last numbered text is found in few calls, from any start', async () => {
  for (const count of [0, 1, 2, 3, 7, 8, 9, 1000]) {
    for (const from of [0, Math.floor(count / 2), count]) {
      let questions = 0
      const exists = async (number: number) => {
        questions++
        return number <= count
      }
      expect(await findLastNumber(exists, from)).toBe(count)
      expect(questions).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(count - from + 2)) + 1)
    }
  }
})
