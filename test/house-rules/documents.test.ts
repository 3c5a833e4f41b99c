import { dirname, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  anchorsOf,
  namedPaths,
  pathExists,
  relativeLinks,
  tableCells,
  treeEntries,
} from './documents.ts'
import { repositoryFiles, textOf } from './repository.ts'

const paths = repositoryFiles('')
const documents = repositoryFiles('.md').map((path) => ({ path, text: textOf(path) }))
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
    const cells = documents.flatMap(({ path, text }) =>
      tableCells(text).map((cell) => ({ path, cell })),
    )
    expect(cells.length).toBeGreaterThan(50)
    expect(cells.filter(({ cell }) => cell.length > widestCell)).toEqual([])
  })

  it('has no AWS command and no variable where the team reads during the vote', () => {
    const read = ['runbook', 'roles', 'roll', 'notices'].map((name) => textOf(`docs/${name}.md`))
    const found = read.flatMap((text) => text.match(/\baws [a-z\d]+ [a-z-]+|\$[A-Z_]{3,}/g) ?? [])
    expect(found).toEqual([])
  })

  it('explains every event that the functions may log, if it is the runbook', () => {
    const journal = textOf('shared/runtime/journal-event.ts')
    const events = [...journal.matchAll(/'([a-z-]+(?:\.[a-z-]+)+)'/g)].map(
      ([, event = '']) => event,
    )
    expect(events).toContain('reissue.accepted')
    const runbook = textOf('docs/runbook.md')
    expect(events.filter((event) => !runbook.includes(`\`${event}\``))).toEqual([])
  })

  it('names no file or folder that is not there', () => {
    // The changelog names paths of its time, which may be gone.
    const current = documents.filter(({ path }) => path !== 'CHANGELOG.md')
    const all = current.flatMap(({ path, text }) =>
      namedPaths(text).map((named) => ({ path, named })),
    )
    expect(all.length).toBeGreaterThan(180)
    expect(all.filter(({ named }) => !pathExists(named, paths))).toEqual([])
    expect(pathExists('lib/gone.ts', paths)).toBe(false)
  })

  it('links to what is there, headings included', () => {
    const links = documents.flatMap(({ path, text }) =>
      relativeLinks(text).map((link) => ({ path, link })),
    )
    expect(links.length).toBeGreaterThan(200)
    expect(links.filter(({ path, link }) => !resolves(link, path))).toEqual([])
    expect(resolves('#no-such-heading', 'README.md')).toBe(false)
  })

  it('is in the index of decisions under its title, if it is a decision', () => {
    const index = textOf('docs/decisions/README.md')
    const decisions = documents.filter(({ path }) => /decisions\/\d/.test(path))
    const entries = decisions.map(
      ({ path, text }) => `- [${text.split('\n')[0]?.slice(2)}](${path.split('/').at(-1)})`,
    )
    expect(entries.filter((entry) => !index.includes(`\n${entry}\n`))).toEqual([])
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
})

function resolves(link: string, from: string): boolean {
  const [file = '', anchor] = link.split('#')
  const path = file === '' ? from : normalize(`${dirname(from)}/${file}`).replace(/\/$/, '')
  if (!places.has(path)) return false
  return anchor === undefined || anchorsOf(textOf(path)).includes(anchor)
}
