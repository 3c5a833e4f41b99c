import { readFile, stat } from 'node:fs/promises'
import { RollError } from './roll-error.ts'

/** V8 makes no string of more than 536,870,888 characters. */
const mostBytes = 500_000_000

/**
 * Lines end with LF, CRLF or CR, whichever comes: so does an editor count them.
 * @throws RollError when the file is none that is text
 */
export async function readLines(
  path: string,
): Promise<{ lines: string[]; encoding: 'utf-8' | 'windows-1252' }> {
  const about = await stat(path)
  // A pipe that nobody writes to would be read for ever.
  if (!about.isFile()) throw new RollError('not-a-file')
  if (about.size > mostBytes) throw new RollError('too-large')
  const bytes = await readFile(path)
  // A workbook, UTF-16 and bytes of any kind have zeros near their beginning, which no CSV has.
  if (bytes.subarray(0, 1000).includes(0) || bytes.subarray(0, 4).equals(Buffer.from('%PDF'))) {
    throw new RollError('not-a-csv')
  }
  const { text, encoding } = decoded(bytes)
  return { lines: text.split(/\r\n|\n|\r/), encoding }
}

function decoded(bytes: Buffer) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text, encoding: 'utf-8' } as const
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes)
    return { text, encoding: 'windows-1252' } as const
  }
}
