import { describe, expect, it } from 'vitest'
import { sampleRoll } from '../../team/roll/roll-sample.ts'
import { ballots, check } from './roll-file-builder.ts'

const sample = (lines: number, mistakes: number) =>
  sampleRoll({ lines, mistakes, ballots: ballots.map(({ id }) => id) })

describe('a sample roll', () => {
  it.each([
    [400, 0],
    [400, 1],
    [400, 200],
    [7, 7],
  ])('of %i lines has exactly the %i bad ones that it says', async (lines, mistakes) => {
    const made = sample(lines, mistakes)
    const found = await check(made.text)
    expect(found.mistakes.map(({ line, column }) => ({ line, column }))).toEqual(made.mistakes)
    expect(made.mistakes).toHaveLength(mistakes)
    expect(found.file.lines).toBe(lines)
  })

  it('is the same each time', () => {
    expect(sample(300, 9)).toEqual(sample(300, 9))
  })
})
