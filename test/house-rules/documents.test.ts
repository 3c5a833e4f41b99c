import { dirname, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  anchorsOf,
  glossaryWords,
  isThere,
  namedPaths,
  questionsOf,
  relativeLinks,
  sectionOf,
  tableCells,
  treeEntries,
} from './documents.ts'
import { repositoryFiles, textOf } from './repository.ts'

const paths = repositoryFiles('')
const documents = repositoryFiles('.md').map((path) => ({ path, text: textOf(path) }))
const contributing = textOf('CONTRIBUTING.md')
const glossary = sectionOf(contributing, 'Glossary')
const questions = questionsOf(sectionOf(contributing, 'Where is…'))
const [, readmeTree = ''] = /```text\n([\s\S]*?)```/.exec(textOf('README.md')) ?? []

const places = new Set(
  paths.flatMap((path) => {
    const parts = path.split('/')
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  }),
)

const widestCell = 60

describe('a document', () => {
  it(`reads in raw text: no table cell has more than ${widestCell} characters`, () => {
    const wide = documents.flatMap(({ path, text }) =>
      tableCells(text)
        .filter((cell) => cell.length > widestCell)
        .map((cell) => ({ path, cell })),
    )
    expect(wide).toEqual([])
  })

  it('has no AWS command where the team reads during the vote', () => {
    const read = ['runbook', 'roles', 'roll', 'notices'].map((name) => textOf(`docs/${name}.md`))
    expect(read.flatMap((text) => text.match(/\baws [a-z\d]+ [a-z-]+/g) ?? [])).toEqual([])
  })

  it('names no file or folder that is not there', () => {
    // The changelog names paths of its time, which may be gone.
    const current = documents.filter(({ path }) => path !== 'CHANGELOG.md')
    const absent = current.flatMap(({ path, text }) =>
      namedPaths(text)
        .filter((named) => !isThere(named, paths))
        .map((named) => ({ path, named })),
    )
    expect(absent).toEqual([])
  })

  it('links to what is there, headings included', () => {
    const broken = documents.flatMap(({ path, text }) =>
      relativeLinks(text)
        .filter((link) => !resolves(link, path))
        .map((link) => ({ path, link })),
    )
    expect(broken).toEqual([])
  })

  it('that tells a decision is in the index of the decisions, under its own title', () => {
    const index = textOf('docs/decisions/README.md')
    const decisions = documents.filter(({ path }) => /decisions\/\d/.test(path))
    const entries = decisions.map(
      ({ path, text }) => `- [${text.split('\n')[0]?.slice(2)}](${path.split('/').at(-1)})`,
    )
    expect(entries.filter((entry) => !index.includes(`\n${entry}\n`))).toEqual([])
  })

  it('would be refused for a wide cell, and not for the row below the heading', () => {
    const table = `| field | meaning |\n| ${'-'.repeat(70)} | --- |\n| a \\| b | ${'x'.repeat(61)} |`
    expect(tableCells(table)).toEqual(['field', 'meaning', 'a \\| b', 'x'.repeat(61)])
    expect(tableCells(`\`\`\`\n${table}\n\`\`\``)).toEqual([])
  })

  it('would be refused for a path that is gone', () => {
    const text = 'See `lib/api.ts`, `handler.ts`, `functions/<step>/`, `npm test`, `/api/voter`.'
    expect(namedPaths(text)).toEqual(['lib/api.ts', 'handler.ts', 'functions/<step>/'])
    const files = ['lib/api.ts.map', 'functions/sign-in/handler.ts']
    expect(namedPaths(text).map((named) => isThere(named, files))).toEqual([false, true, true])
    expect(isThere('secrets.ts', ['lib/my-secrets.ts'])).toBe(false)
    expect(isThere('functions/domain/', files)).toBe(false)
  })

  it('would be refused for a link to a file or a heading that is gone', () => {
    expect(relativeLinks('[a](b.md#c), [d](https://example.org/), [e](#f)')).toEqual([
      'b.md#c',
      '#f',
    ])
    expect(resolves('../README.md', 'docs/limits.md')).toBe(true)
    expect(resolves('README.md', 'docs/limits.md')).toBe(false)
    expect(resolves('#no-such-heading', 'README.md')).toBe(false)
    expect(anchorsOf("# A voter's « notice », again\n## E-mails\n")).toEqual([
      'a-voters--notice--again',
      'e-mails',
    ])
  })
})

describe('the README', () => {
  it('shows a tree of what is there', () => {
    const entries = treeEntries(readmeTree)
    expect(entries.length).toBeGreaterThan(20)
    expect(entries.filter((entry) => !places.has(entry.replace(/\/$/, '')))).toEqual([])
  })

  it('shows every step of the journey and every shared room', () => {
    const entries = treeEntries(readmeTree)
    const rooms = [...places].filter((place) => /^(functions|shared)\/[^/.]+$/.test(place))
    expect(rooms.filter((room) => !entries.includes(`${room}/`))).toEqual([])
  })

  it('would be refused for an entry that is gone', () => {
    expect(treeEntries('bin/   commands\n  local.ts  gone.ts   two of them\nREADME.md')).toEqual([
      'bin/',
      'bin/local.ts',
      'bin/gone.ts',
      'README.md',
    ])
  })
})

describe('CONTRIBUTING', () => {
  it('answers twenty questions by a file each, which is there', () => {
    expect(questions).toHaveLength(20)
    expect(questions.filter(({ path }) => !paths.includes(path))).toEqual([])
    expect(new Set(questions.map(({ question }) => question)).size).toBe(20)
  })

  it('explains each word once', () => {
    const words = glossaryWords(glossary)
    expect(words.length).toBeGreaterThan(20)
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  })

  it('would be refused for a word that is explained twice', () => {
    const entries = '- **notice**: on paper.\n- **Notice**, **letter**: by **post**.\n'
    expect(glossaryWords(entries)).toEqual(['notice', 'notice', 'letter'])
  })

  it('would be refused for a question without a file', () => {
    expect(questionsOf('1. The rule? `a/b.ts`\n2. The text?\n3. The table? `c.ts`\n')).toEqual([
      { question: 'The rule?', path: 'a/b.ts' },
      { question: 'The table?', path: 'c.ts' },
    ])
  })
})

function resolves(link: string, from: string): boolean {
  const [file = '', anchor] = link.split('#')
  const path = file === '' ? from : normalize(`${dirname(from)}/${file}`).replace(/\/$/, '')
  if (!places.has(path)) return false
  return anchor === undefined || anchorsOf(textOf(path)).includes(anchor)
}
