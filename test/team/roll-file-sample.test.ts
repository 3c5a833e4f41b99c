import { expect, it } from 'vitest'
import { sampleRoll } from '../../team/roll/roll-sample.ts'
import { ballots, check } from './roll-file-builder.ts'

const sample = (lines: number) => sampleRoll({ lines, ballots: ballots.map(({ id }) => id) })

it('a sample roll has as many lines as were asked for, without a mistake, and is the same each time', async () => {
  for (const lines of [1, 400]) {
    const found = await check(sample(lines))
    expect([found.file.lines, found.mistakes]).toEqual([lines, []])
  }
  expect(sample(300)).toBe(sample(300))
})
