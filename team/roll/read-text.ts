import { readFile, stat } from 'node:fs/promises'
import { RollFileError } from './roll-file-error.ts'
import type { RollFileProblem } from './roll-file-texts.ts'

export type RollEncoding = 'utf-8' | 'windows-1252'

/** V8 makes no string of more than 536,870,888 characters. */
const mostBytes = 500_000_000

const signatures: [problem: RollFileProblem, bytes: number[]][] = [
  // ZIP, of which .xlsx and .ods are made; the compound file of .xls.
  ['spreadsheet', [0x50, 0x4b, 0x03, 0x04]],
  ['spreadsheet', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['utf-16', [0xff, 0xfe]],
  ['utf-16', [0xfe, 0xff]],
]

const problems: Record<string, RollFileProblem> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
}

/**
 * Lines end with LF, CRLF or CR, whichever comes: so does an editor count them.
 *
 * @throws RollFileError when there is no such file, or none that is text
 */
export async function readLines(
  path: string,
): Promise<{ lines: string[]; encoding: RollEncoding }> {
  const bytes = await readBytes(path)
  const kind = otherKind(bytes)
  if (kind) throw new RollFileError(kind)
  const { text, encoding } = decoded(bytes)
  return { lines: text.split(lineEnd), encoding }
}

const lineEnd = /\r\n|\n|\r/

async function readBytes(path: string): Promise<Buffer> {
  try {
    const about = await stat(path)
    // A pipe that nobody writes to would be read for ever.
    if (!about.isFile()) throw new RollFileError('not-a-file')
    if (about.size > mostBytes) throw new RollFileError('too-large')
    return await readFile(path)
  } catch (error) {
    if (error instanceof RollFileError) throw error
    throw new RollFileError(problems[(error as NodeJS.ErrnoException).code ?? ''] ?? 'unreadable')
  }
}

function otherKind(bytes: Buffer): RollFileProblem | undefined {
  for (const [problem, signature] of signatures) {
    if (bytes.subarray(0, signature.length).equals(Buffer.from(signature))) return problem
  }
  // UTF-16 without its mark: the first letter is one of ASCII.
  const zeros = [0, 1, 2, 3].filter((index) => bytes[index] === 0).join()
  return zeros === '0,2' || zeros === '1,3' ? 'utf-16' : undefined
}

/** @throws RollFileError when two encodings are mixed */
function decoded(bytes: Buffer): { text: string; encoding: RollEncoding } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    checkUnmixed(bytes)
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
  }
}

/** A file whose accents are UTF-8, but for a few bytes, is damaged rather than in Windows-1252. */
function checkUnmixed(bytes: Buffer): void {
  const hasMark = bytes.subarray(0, 3).equals(Buffer.from('\ufeff'))
  const text = new TextDecoder().decode(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
  const letters = text.match(/[^\x00-\x7f]/g) ?? []
  const unread = letters.filter((letter) => letter === '\ufffd').length
  if (!hasMark && letters.length <= 2 * unread) return
  const before = text.slice(0, text.indexOf('\ufffd'))
  throw new RollFileError('mixed-encodings', before.split(lineEnd).length)
}
