import type { HttpReply } from './http.ts'

/** Safari requests sounds in ranges. @returns undefined if the range is unsatisfiable */
export function partialContent(
  contentType: string,
  bytes: Buffer,
  range: string | undefined,
): HttpReply | undefined {
  const headers = { 'content-type': contentType, 'accept-ranges': 'bytes' }
  const requestedRange = readRange(range, bytes.length)
  if (!requestedRange) return { status: 200, headers, body: bytes }
  const { firstByte, lastByte } = requestedRange
  if (firstByte > lastByte) return undefined
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${firstByte}-${lastByte}/${bytes.length}` },
    body: bytes.subarray(firstByte, lastByte + 1),
  }
}

/** `firstByte` exceeds `lastByte` if the range is unsatisfiable. Ignores lists and invalid ranges (RFC 9110). */
function readRange(
  range: string | undefined,
  length: number,
): { firstByte: number; lastByte: number } | undefined {
  const bounds = /^bytes=[ \t]*(?<from>\d*)-(?<to>\d*)[ \t]*$/i.exec(String(range))?.groups
  const { from = '', to = '' } = bounds ?? {}
  if (from + to === '') return undefined
  const end = length - 1
  if (from === '') return { firstByte: Math.max(0, length - Number(to)), lastByte: end }
  if (to !== '' && Number(to) < Number(from)) return undefined
  return { firstByte: Number(from), lastByte: to === '' ? end : Math.min(Number(to), end) }
}
