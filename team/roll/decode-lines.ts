import { createHash } from 'node:crypto'
import { constants, type FileHandle, open } from 'node:fs/promises'
import type { RollFileProblem } from '../../shared/texts/roll/roll-file.ts'
import { RollFileError } from './roll-file-error.ts'

export type RollEncoding = 'utf-8' | 'windows-1252'

/** No line, and no record of several lines, has more characters. */
export const longestLine = 10_000

/** Lines that follow each other, without their ends. One that is longer than `longestLine` is cut after it. */
export interface LineBatch {
  /** Number of the first one, from 1. */
  first: number
  lines: string[]
  isLast: boolean
}

const chunkBytes = 16 * 1024

/** @throws RollFileError when there is no such file, or none that can be read */
export async function openRoll(path: string): Promise<FileHandle> {
  // A pipe that nobody writes to would make a blocking open wait for ever.
  const file = await failing(() => open(path, constants.O_RDONLY | constants.O_NONBLOCK))
  const isFile = await failing(async () => (await file.stat()).isFile()).catch(() => false)
  if (isFile) return file
  await file.close()
  throw new RollFileError('not-a-file')
}

/** All bytes, in order. The buffer is used again for the next chunk. */
export async function* readChunks(file: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(chunkBytes)
  for (let position = 0; ; ) {
    const { bytesRead } = await failing(() => file.read(buffer, 0, chunkBytes, position))
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/** SHA-256 of the whole file, in hexadecimal. */
export async function hashFile(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of readChunks(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Bytes that are not UTF-8, in a file that could be in Windows-1252. */
export class NotUtf8 extends Error {}

/**
 * Lines end with LF, CRLF or CR, whichever comes: so does an editor count them.
 *
 * @throws NotUtf8 when the encoding is wrong, RollFileError when two encodings are mixed
 */
export async function* decodeLines(
  chunks: AsyncIterable<Buffer>,
  encoding: RollEncoding,
): AsyncGenerator<LineBatch> {
  const decode = strictDecoder(encoding)
  let first = 1
  let rest = ''
  for await (const chunk of chunks) {
    const text = rest + decode(first, chunk)
    // The LF of a CRLF may be in the next chunk.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text
    const lines = whole.includes('\r') ? whole.split(/\r\n|\n|\r/) : whole.split('\n')
    rest = cut(lines.pop() as string) + text.slice(whole.length)
    yield { first, lines, isLast: false }
    first += lines.length
  }
  const last = (rest + decode(first)).split('\r')
  yield { first, lines: last, isLast: true }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

function strictDecoder(encoding: RollEncoding): (line: number, chunk?: Buffer) => string {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let isUtf8 = false
  let beginsWithBom: boolean | undefined
  return (line, chunk) => {
    beginsWithBom ??= Boolean(chunk?.subarray(0, 3).equals(byteOrderMark))
    let text: string
    try {
      text = decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      // Letters that are UTF-8 have come, so it is no other encoding; something is damaged.
      if (isUtf8 || beginsWithBom) throw new RollFileError('mixed-encodings', line)
      throw new NotUtf8()
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
    isUtf8 ||= /[^\x00-\x7f]/.test(text)
    return text
  }
}

/** Keeps a line that never ends from filling the memory. */
function cut(line: string): string {
  return line.length > longestLine ? flat(line.slice(0, longestLine + 1)) : line
}

/** A copy. What is cut out of a string holds on to all of it. */
export function flat(text: string): string {
  return Buffer.from(text).toString()
}

const problems: Record<string, RollFileProblem> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EISDIR: 'not-a-file',
  ENXIO: 'not-a-file',
}

async function failing<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    const { code } = error as { code: string }
    throw new RollFileError(problems[code] ?? 'unreadable')
  }
}
