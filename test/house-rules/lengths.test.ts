import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isIgnored, lineCount, repositoryFiles, textOf } from './repository.ts'

const longest = 300
const longestReadme = 150
const mostFiles = 30

describe('a file', () => {
  it(`of code, templates or styles has ${longest} lines at most, tests included`, () => {
    const lengths = repositoryFiles('.ts', '.mjs', '.njk', '.scss').map((path) => ({
      path,
      lines: lineCount(textOf(path)),
    }))
    expect(lengths.filter(({ lines }) => lines > longest)).toEqual([])
  })

  it(`that a newcomer reads first has ${longestReadme} lines at most`, () => {
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
  ])('of voters is not for git, by the names that the documents give it: %s', (path) => {
    expect(isIgnored(path)).toBe(true)
  })

  it('of the sources is for git, whatever its folder is named', () => {
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
  it(`of sources holds ${mostFiles} files at most, and no subfolder counts`, () => {
    const counts = new Map<string, number>()
    for (const path of repositoryFiles('.ts', '.mjs', '.njk', '.scss')) {
      if (!path.startsWith('test/')) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
    }
    expect([...counts].filter(([, count]) => count > mostFiles)).toEqual([])
  })
})
