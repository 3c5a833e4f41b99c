import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = join(import.meta.dirname, '../..')
const places = join(root, 'node_modules', '.cache', 'built')
const DAY_MILLISECONDS = 86_400_000

interface BuildCache {
  /** Paths of files, with their content; undefined when nothing is kept. */
  read(): Map<string, Buffer> | undefined
  /** @returns the same files */
  keep(files: Map<string, Buffer>): Map<string, Buffer>
}

/**
 * What `make` makes, made once for the same sources: bundling and synthesis take most of the start of a local
 * run, and tests start dozens. Kept by the content of all that it is made from; versions are those of the lock.
 * `npm ci` deletes it.
 * @param kind a folder's name
 * @param sources files and directories, from the repository's root
 * @param variant what it depends on besides
 * @param make paths of files, with their content
 */
export function cachedBuild(
  kind: string,
  sources: string[],
  variant: string,
  make: () => Map<string, Buffer>,
): Map<string, Buffer> {
  const place = buildCache(kind, sources, variant)
  return place.read() ?? place.keep(make())
}

/** Where the same is kept, for what takes more than a call to make. */
export function buildCache(kind: string, sources: string[], variant: string): BuildCache {
  const directory = join(places, `${kind}-${fingerprintOf(sources, variant)}`)
  return {
    read() {
      try {
        return readFiles(directory)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    keep(files) {
      try {
        keep(directory, files)
        deleteUnused(kind)
      } catch {
        // Nothing can be written there: it is made again next time.
      }
      return files
    },
  }
}

/** All that a directory holds, by its path there. @throws Error `ENOENT` when there is none */
export function readFiles(directory: string): Map<string, Buffer> {
  return new Map(
    filesIn(directory).map((path) => [relative(directory, path), readFileSync(path)] as const),
  )
}

export function writeFiles(directory: string, files: Map<string, Buffer>): void {
  for (const [name, content] of files) {
    const path = join(directory, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}

function fingerprintOf(sources: string[], variant: string): string {
  const hash = createHash('sha256').update(`${process.version}\n${variant}\n`)
  for (const source of [...sources, 'package-lock.json']) {
    for (const path of filesIn(resolve(root, source))) {
      const content = readFileSync(path)
      hash.update(`${relative(root, path)}\n${content.length}\n`).update(content)
    }
  }
  return hash.digest('hex').slice(0, 32)
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** All of it or nothing, whoever is killed or does the same at once. */
function keep(directory: string, files: Map<string, Buffer>): void {
  mkdirSync(dirname(directory), { recursive: true })
  const unfinished = mkdtempSync(`${directory}-`)
  writeFiles(unfinished, files)
  try {
    renameSync(unfinished, directory)
  } catch {
    // Another run was quicker: what it kept is the same.
    rmSync(unfinished, { recursive: true, force: true })
  }
}

function deleteUnused(kind: string): void {
  for (const name of readdirSync(places)) {
    if (!name.startsWith(`${kind}-`)) continue
    const path = join(places, name)
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {}
    if (mtimeMs !== undefined && Date.now() - mtimeMs > DAY_MILLISECONDS) {
      // Out of sight first: whoever reads it meanwhile finds all of it or nothing.
      const aside = mkdtempSync(`${path}-`)
      renameSync(path, join(aside, 'unused'))
      rmSync(aside, { recursive: true, force: true })
    }
  }
}
