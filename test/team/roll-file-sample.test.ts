import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rollMistakeTexts } from '../../shared/texts/roll/roll-mistakes.ts'
import { type SampleOptions, sampleRoll } from '../../team/roll/roll-sample.ts'
import { ballots, check } from './roll-file-builder.ts'

const usual: SampleOptions = {
  lines: 300,
  mistakes: 0,
  schools: 20,
  seed: 1,
  encoding: 'utf-8',
  delimiter: ';',
  ballots: ballots.map(({ id }) => id),
}

function sample(changes: Partial<SampleOptions>) {
  const parts = [...sampleRoll({ ...usual, ...changes })]
  return {
    bytes: Buffer.concat(parts.map(({ bytes }) => bytes)),
    mistakes: parts.flatMap(({ mistakes }) => mistakes),
  }
}

describe('a sample roll', () => {
  it('has exactly the bad lines that it says, whatever its form', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(100_000),
        fc.integer({ min: 0, max: 200 }),
        fc.constantFrom('utf-8', 'windows-1252'),
        fc.constantFrom(';', ','),
        async (seed, mistakes, encoding, delimiter) => {
          const made = sample({ lines: 400, seed, mistakes, encoding, delimiter })
          const found = await check(made.bytes)
          expect(found.mistakes.map(({ line, column, code }) => ({ line, column, code }))).toEqual(
            made.mistakes,
          )
          expect(made.mistakes).toHaveLength(mistakes)
          expect(found.mistakenLineCount).toBe(mistakes)
          expect(found.file.lines).toBe(400)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('makes every kind of mistake that a line of an import can have', () => {
    const kinds = new Set(sample({ lines: 100, mistakes: 50 }).mistakes.map(({ code }) => code))
    const elsewhere = /^(column-|nothing-|email-unchanged|numen-alone|birth-date-alone)/
    expect([...kinds].sort()).toEqual(
      Object.keys(rollMistakeTexts)
        .filter((code) => !elsewhere.test(code))
        .sort(),
    )
  })

  it('is the same for the same seed, and another one for another', () => {
    const one = sample({ mistakes: 9 }).bytes
    expect(sample({ mistakes: 9 }).bytes.equals(one)).toBe(true)
    expect(sample({ mistakes: 9, seed: 2 }).bytes.equals(one)).toBe(false)
  })

  it('refuses more bad lines than half of them', () => {
    expect(() => sample({ lines: 10, mistakes: 6 })).toThrow(RangeError)
    expect(sample({ lines: 10, mistakes: 5 }).mistakes).toHaveLength(5)
  })
})
