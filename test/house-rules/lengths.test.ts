import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isIgnored, lineCount, repositoryFiles, textOf } from './repository.ts'

const longest = 300
const longestReadme = 150
const mostFiles = 30

describe('a file', () => {
  it(`has ${longest} lines at most if it holds code, a template or styles, tests included`, () => {
    const lengths = repositoryFiles('.ts', '.mjs', '.njk', '.scss').map((path) => ({
      path,
      lines: lineCount(textOf(path)),
    }))
    expect(lengths.filter(({ lines }) => lines > longest)).toEqual([])
  })

  it(`has ${longestReadme} lines at most if it is the README`, () => {
    expect(lineCount(textOf('README.md'))).toBeLessThanOrEqual(longestReadme)
  })

  it.each([
    'roll.csv',
    'liste.csv',
    'corrections/revenues.csv',
    'notices.csv',
    'notices.csv.unfinished',
    'roll-errors.csv',
    'notices/lycee-jean-exemple.pdf',
    '.notices.unfinished/sommaire.csv',
  ])('is ignored by git if it holds data of voters: %s', (path) => {
    expect(isIgnored(path)).toBe(true)
  })

  it('is not ignored by git if it is a source, whatever its folder’s name', () => {
    for (const path of [
      'team/notices/x.ts',
      'docs/notices.md',
      'team/roll/x.ts',
      'election.json',
    ]) {
      expect(isIgnored(path), path).toBe(false)
    }
  })
})

describe('a folder', () => {
  it(`holds ${mostFiles} source files at most, without its subfolders`, () => {
    const counts = new Map<string, number>()
    for (const path of repositoryFiles('.ts', '.mjs', '.njk', '.scss')) {
      if (!path.startsWith('test/')) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
    }
    expect([...counts].filter(([, count]) => count > mostFiles)).toEqual([])
  })
})
