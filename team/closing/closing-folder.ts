import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import { checksumsFile, hashFile } from '../ledger/export-ledger.ts'
import { replaceFile } from '../write-files.ts'

export type ClosingFolder = ReturnType<typeof closingFolder>

export function closingFolder(path: string) {
  async function write(name: string, content: string | Uint8Array): Promise<string> {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await replaceFile(join(path, name), content)
    return sha256(content)
  }

  async function listFiles(): Promise<string[]> {
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)))
      .filter((name) => !/^\.|\/\.[^/]*$/.test(name))
  }

  return {
    path,
    write,

    async hasOnly(names: readonly string[]): Promise<boolean> {
      const fileNames = (await ignoreMissing(listFiles, 'ENOENT')) ?? []
      return fileNames.every((name) => names.includes(name))
    },

    read: (name: string): Promise<string | undefined> =>
      ignoreMissing(() => readFile(join(path, name), 'utf8'), 'ENOENT'),

    async writeChecksums(): Promise<string> {
      const names = (await listFiles()).filter((name) => !name.startsWith(checksumsFile)).sort()
      let checksums = ''
      for (const name of names) checksums += `${await hashFile(join(path, name))}  ${name}\n`
      await write(checksumsFile, checksums)
      return checksums
    },
  }
}
