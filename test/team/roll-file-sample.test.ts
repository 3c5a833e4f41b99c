import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failureTexts } from '../../team/failure-texts.ts'
import { runSample } from '../../team/roll/run-sample.ts'
import { check, pathOf } from './roll-file-builder.ts'

const file = new URL('../../election.json', import.meta.url).pathname
const said: string[] = []
beforeEach(() => {
  said.length = 0
  for (const name of ['log', 'error'] as const) {
    vi.spyOn(console, name).mockImplementation((line: string) => void said.push(line))
  }
})
afterEach(() => void vi.restoreAllMocks())

describe('npm run roll -- sample', () => {
  it('writes as many voters as were asked for, without a mistake, the same each time, for their owner only', async () => {
    const [one, two] = [pathOf('one.csv'), pathOf('two.csv')]
    for (const path of [one, two]) {
      expect(await runSample(path, { lines: 400, election: file })).toBe(0)
      expect(statSync(path).mode & 0o777).toBe(0o600)
    }
    expect(said).toEqual([one, two].map((path) => `400 électeurs dans ${path}.`))
    const text = readFileSync(one, 'utf8')
    expect(readFileSync(two, 'utf8')).toBe(text)
    const { ballots } = JSON.parse(readFileSync(file, 'utf8'))
    const checked = await check(text, 'import', ballots)
    expect([checked.file, checked.mistakes]).toEqual([{ lines: 400, notices: [] }, []])
  })

  it('replaces no file that is there', async () => {
    const path = pathOf('real-roll.csv')
    writeFileSync(path, 'real')
    expect(await runSample(path, { lines: 1, election: file })).toBe(1)
    expect(said).toEqual([failureTexts.file(path, 'EEXIST')])
    expect(readFileSync(path, 'utf8')).toBe('real')
  })
})
