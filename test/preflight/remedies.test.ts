import { expect, it } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { commandRights } from '../../shared/tooling/command-rights.ts'
import { anchorsOf } from '../house-rules/documents.ts'
import { repositoryFiles, textOf } from '../house-rules/repository.ts'

const sources = repositoryFiles('.ts').filter((path) => /^(team|shared\/texts)\//.test(path))
const found = (pattern: RegExp) => [
  ...new Set(
    sources.flatMap((path) => [...textOf(path).matchAll(pattern)].map(([, one = '']) => one)),
  ),
]

it('every page and heading that a text of a command names exists', () => {
  const places = found(/\b(docs\/[\w-]+\.md(?:#[\p{L}\w-]+)?)/gu)
  expect(places.length).toBeGreaterThan(15)
  const dead = places.filter((place) => {
    const [path = '', anchor] = place.split('#')
    return (
      !repositoryFiles('.md').includes(path) ||
      (anchor !== undefined && !anchorsOf(textOf(path)).includes(anchor))
    )
  })
  expect(dead).toEqual([])
})

it('every npm command that a text of a command names exists, with its verb', () => {
  const lines = found(/npm run ([a-z][\w-]*(?: -- [a-z][a-z-]*)?)/g)
  expect(lines.length).toBeGreaterThan(10)
  const scripts: Record<string, string> = packageFile.scripts
  const unknown = lines.filter((line) => {
    const [noun = '', verb] = line.split(' -- ')
    const [, file] = /^node (bin\/\S+)$/.exec(scripts[noun] ?? '') ?? []
    return !scripts[noun] || (verb && !(file && textOf(file).includes(`'${verb}'`)))
  })
  expect(unknown).toEqual([])
})

it('preflight uses exactly the rights that its role has', () => {
  const preflight = sources.filter((path) => path.startsWith('team/preflight/'))
  const actions = preflight.flatMap((path) =>
    [...textOf(path).matchAll(/\bcheck\(\s*'([\w-]+:\w+)'/g)].map(([, action = '']) => action),
  )
  const { otherRights, tables } = commandRights.preflight
  const given = [
    ...otherRights.flatMap(({ actions: some }) => some),
    ...Object.values(tables).flatMap((table) => table.actions.map((name) => `dynamodb:${name}`)),
  ]
  expect(actions.toSorted()).toEqual(given.toSorted())
})
