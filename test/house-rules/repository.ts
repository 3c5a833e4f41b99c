import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

export function repositoryFiles(...endings: string[]): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const paths = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0')
  // During a merge git lists a file of both sides twice.
  return [...new Set(paths)]
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .filter((path) => existsSync(join(root, path)))
}

export function isIgnored(path: string): boolean {
  return spawnSync('git', ['check-ignore', '-q', '--no-index', path], { cwd: root }).status === 0
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export function lineCount(text: string): number {
  return text.replace(/\n$/, '').split('\n').length
}

/** @returns the files and all that they import, types included */
export function importedBy(paths: readonly string[], seen = new Set<string>()): Set<string> {
  for (const path of paths.filter((one) => !seen.has(one))) {
    seen.add(path)
    const imports = [...textOf(path).matchAll(/(?:from|import\()\s*'(\.[^']+\.ts)'/g)]
    importedBy(
      imports.map(([, relative = '']) => join(dirname(path), relative)),
      seen,
    )
  }
  return seen
}
