import { readFile, stat } from 'node:fs/promises'
import { RollError } from './roll-error.ts'

/** V8 strings hold at most 536,870,888 characters. */
const maxBytes = 500_000_000

export async function readLines(
  path: string,
): Promise<{ lines: string[]; encoding: 'utf-8' | 'windows-1252' }> {
  const stats = await stat(path)
  // Reading a pipe to which nobody writes would never end.
  if (!stats.isFile()) throw new RollError('not-a-file')
  if (stats.size > maxBytes) throw new RollError('too-large')
  const bytes = await readFile(path)
  // Workbooks and UTF-16 text have zero bytes near their beginning.
  if (bytes.subarray(0, 1000).includes(0) || bytes.subarray(0, 4).equals(Buffer.from('%PDF'))) {
    throw new RollError('not-a-csv')
  }
  const { text, encoding } = decodeText(bytes)
  return { lines: text.split(/\r\n|\n|\r/), encoding }
}

function decodeText(bytes: Buffer) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text, encoding: 'utf-8' } as const
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes)
    return { text, encoding: 'windows-1252' } as const
  }
}
