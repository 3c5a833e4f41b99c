import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { appSources, synthesise } from '../../local/app/synthesise.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

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

test('an app is kept by the content of every file that it is made from', () => {
  const files = [...importedBy(join(root, 'lib/election-stacks.ts'))].map((file) =>
    relative(root, file),
  )
  expect(files).toEqual(
    expect.arrayContaining(['lib/site.ts', 'site/build.ts', 'shared/domain/election/election.ts']),
  )
  const others = files.filter((file) => !appSources.some((source) => file.startsWith(source)))
  expect(others).toEqual([])
})

test('an election’s file may begin with a byte order mark', async () => {
  const folder = temporaryFolder(afterAll)
  const file = join(folder, 'election.json')
  writeFileSync(file, `\uFEFF${readFileSync(join(root, 'election.json'), 'utf8')}`)
  const { stacks } = await synthesise(file, join(folder, 'cdk.out'))
  expect(stacks.map(({ stackName }) => stackName)).toContain('Reassort')
})
