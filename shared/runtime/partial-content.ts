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
  const { first, last } = requestedRange
  if (first > last) return undefined
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${bytes.length}` },
    body: bytes.subarray(first, last + 1),
  }
}

/** `first` is above `last` if unsatisfiable. Ignores lists and invalid ranges (RFC 9110). */
function readRange(
  range: string | undefined,
  length: number,
): { first: number; last: number } | undefined {
  const ends = /^bytes=[ \t]*(?<from>\d*)-(?<to>\d*)[ \t]*$/i.exec(String(range))?.groups
  const { from = '', to = '' } = ends ?? {}
  if (from + to === '') return undefined
  const end = length - 1
  if (from === '') return { first: Math.max(0, length - Number(to)), last: end }
  if (to !== '' && Number(to) < Number(from)) return undefined
  return { first: Number(from), last: to === '' ? end : Math.min(Number(to), end) }
}
