import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { synthesise } from '../../local/app/synthesise.ts'
import { digestOfFiles } from '../../shared/domain/ledger/seal.ts'
import { readFiles } from '../../shared/tooling/build-cache.ts'
import { readAssembly, readTemplates } from '../../team/seal/read-source.ts'

const root = join(import.meta.dirname, '..', '..')

function cloneTo(directory: string): void {
  mkdirSync(directory, { recursive: true })
  const left = ['.git', 'node_modules', 'screenshots']
  for (const name of readdirSync(root).filter((one) => !left.includes(one))) {
    cpSync(join(root, name), join(directory, name), { recursive: true })
  }
  const copy = (options: string) =>
    execFileSync('cp', [options, join(root, 'node_modules'), directory])
  try {
    copy('-al')
  } catch {
    rmSync(join(directory, 'node_modules'), { recursive: true, force: true })
    copy('-a')
  }
  rmSync(join(directory, 'node_modules', '.cache'), { recursive: true, force: true })
}

function madeIn(directory: string) {
  const assets = [...readFiles(directory).keys()].filter(
    (name) => name.startsWith('asset.') && !name.endsWith('.zip'),
  )
  return {
    digests: readAssembly(directory).digests,
    templates: digestOfFiles(readTemplates(directory)),
    assets: assets.sort(),
  }
}

it('a clone elsewhere, with private files, builds the same code, pages and templates', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reproducible-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const here = join(folder, 'here')
  await synthesise(join(root, 'election.json'), here)
  const clone = join(folder, 'deeper', 'another-clone')
  cloneTo(clone)
  const there = join(folder, 'there')
  const script = `import { synthesise } from './local/app/synthesise.ts'; await synthesise('election.json', ${JSON.stringify(there)})`
  const shell = 'umask 077; exec "$1" --input-type=module -e "$2"'
  execFileSync('sh', ['-c', shell, 'sh', process.execPath, script], { cwd: clone })
  const made = madeIn(here)
  expect(Object.keys(made.digests).length).toBeGreaterThan(25)
  expect(made.assets.some((name) => name.endsWith('/vote/index.html'))).toBe(true)
  expect(madeIn(there)).toEqual(made)
}, 300_000)
