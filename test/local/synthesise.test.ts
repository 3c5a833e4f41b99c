import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { appSources } from '../../local/app/synthesise.ts'

const root = join(import.meta.dirname, '../..')

function importedBy(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  const text = readFileSync(file, 'utf8')
  for (const [, path = ''] of text.matchAll(/(?:from|import\()\s*'(\.{1,2}\/[^']+)'/g)) {
    const imported = join(dirname(file), path)
    if (existsSync(imported)) importedBy(imported, found)
  }
  return found
}

test('the cached app depends on the content of every file that it is made from', () => {
  const files = [...importedBy(join(root, 'lib/election-stacks.ts'))].map((file) =>
    relative(root, file),
  )
  expect(files).toEqual(
    expect.arrayContaining(['lib/site.ts', 'site/build.ts', 'shared/domain/election/election.ts']),
  )
  const others = files.filter((file) => !appSources.some((source) => file.startsWith(source)))
  expect(others).toEqual([])
})
