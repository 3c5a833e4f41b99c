import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { sumOf, sumsFile } from '../ledger/export-ledger.ts'
import { unlessGone } from '../unless-gone.ts'
import { replaceFile } from '../write-files.ts'

export type ClosingFolder = ReturnType<typeof closingFolder>

/** Where what is kept of the election is put, for its owner's eyes. */
export function closingFolder(path: string) {
  /** In place of what has this name: it stands there as a whole or not at all. @returns its SHA-256, hexadecimal */
  async function write(name: string, content: string | Uint8Array): Promise<string> {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await replaceFile(join(path, name), content)
    return sha256(content)
  }

  /** Those that are not hidden, from the folder. */
  async function files(): Promise<string[]> {
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)))
      .filter((name) => !/^\.|\/\.[^/]*$/.test(name))
  }

  return {
    path,
    write,

    /** Whether no other files are in it: its sums would tell what is no matter of theirs. @param names from the folder */
    async isFor(names: readonly string[]): Promise<boolean> {
      const there = (await unlessGone(files, 'ENOENT')) ?? []
      return there.every((name) => names.includes(name))
    },

    read: (name: string): Promise<string | undefined> =>
      unlessGone(() => readFile(join(path, name), 'utf8'), 'ENOENT'),

    /** Has `SHA256SUMS` tell all files as they are now, but itself and its signature. @returns what it says */
    async sum(): Promise<string> {
      const names = (await files()).filter((name) => !name.startsWith(sumsFile)).sort()
      let sums = ''
      for (const name of names) sums += `${await sumOf(join(path, name))}  ${name}\n`
      await write(sumsFile, sums)
      return sums
    },
  }
}
