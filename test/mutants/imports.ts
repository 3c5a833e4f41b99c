import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a file of the repository imports, and what that imports, itself included; paths from the root. */
export function importClosure(root: string, file: string): Set<string> {
  const found = new Set([file])
  for (const one of found) {
    for (const imported of importsOf(root, one)) found.add(imported)
  }
  return found
}

const known = new Map<string, string[]>()
// Types are gone when it runs.
const importing =
  /^(?:import|export)(?! type\b)[^'"]*?from '(\.[^']+\.ts)'|import\('(\.[^']+\.ts)'\)/gm

export function importsOf(root: string, file: string): string[] {
  const path = join(root, file)
  const imports =
    known.get(path) ??
    [...readFileSync(path, 'utf8').matchAll(importing)]
      .map(([, first, second]) => join(dirname(file), first ?? second ?? ''))
      .filter((imported) => existsSync(join(root, imported)))
  known.set(path, imports)
  return imports
}
