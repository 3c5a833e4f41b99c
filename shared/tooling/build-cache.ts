import { createHash, randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { deserialize, serialize } from 'node:v8'

const root = join(import.meta.dirname, '../..')
const cacheRoot = join(root, 'node_modules', '.cache', 'built')
const DAY_MILLISECONDS = 86_400_000

export function cachedBuild(
  kind: string,
  sources: string[],
  variant: string,
  build: () => Map<string, Buffer>,
): Map<string, Buffer> {
  const cache = buildCache(kind, sources, variant)
  return cache.read() ?? cache.save(build())
}

export function buildCache(kind: string, sources: string[], variant: string) {
  const file = join(cacheRoot, `${kind}-${fingerprintOf(sources, variant)}.v8`)
  return {
    read(): Map<string, Buffer> | undefined {
      try {
        return deserialize(readFileSync(file))
      } catch {
        return undefined
      }
    },
    save(files: Map<string, Buffer>) {
      try {
        mkdirSync(cacheRoot, { recursive: true })
        const temporaryFile = `${file}-${randomUUID()}`
        writeFileSync(temporaryFile, serialize(files))
        renameSync(temporaryFile, file)
        deleteOldBuilds(kind)
      } catch {
        // Without a cached file, the next run builds again.
      }
      return files
    },
  }
}

export function readFiles(directory: string): Map<string, Buffer> {
  return new Map(
    listFiles(directory).map((path) => [relative(directory, path), readFileSync(path)] as const),
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
    for (const path of listFiles(resolve(root, source))) {
      const content = readFileSync(path)
      hash.update(`${relative(root, path)}\n${content.length}\n`).update(content)
    }
  }
  return hash.digest('hex').slice(0, 32)
}

function listFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function deleteOldBuilds(kind: string): void {
  for (const name of readdirSync(cacheRoot)) {
    if (!name.startsWith(`${kind}-`)) continue
    const path = join(cacheRoot, name)
    const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {}
    if (Date.now() - mtimeMs > DAY_MILLISECONDS) rmSync(path, { recursive: true, force: true })
  }
}
