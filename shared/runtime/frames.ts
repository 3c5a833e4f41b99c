import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Enough to find the line, and how it was come to. */
const mostFrames = 8

/**
 * Where an exception was thrown: `functions/sign-in/sign-in.ts:42`, the innermost first. Nothing of its message is in
 * it, which may echo what was sent: a frame is told by the place that the bundle's source map gives for its numbers.
 * The map is read now, and not when the function starts.
 */
export function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const frames = [...stack.matchAll(/^ {4}at .*?(file:\/\/\/[^\s()]+):(\d+):(\d+)\)?$/gm)]
  return frames.slice(0, mostFrames).flatMap(([, url = '', line, column]) => {
    const place = placeIn(url, Number(line), Number(column))
    return place ? [place] : []
  })
}

function placeIn(url: string, line: number, column: number): string | undefined {
  const map = mapOf(url)
  if (!map) return undefined
  const entry = map.findEntry(line - 1, column - 1)
  if (!('originalSource' in entry)) return undefined
  return `${entry.originalSource.replace(/^(\.\.\/)+/, '')}:${entry.originalLine + 1}`
}

const maps = new Map<string, SourceMap | undefined>()

function mapOf(url: string): SourceMap | undefined {
  if (!maps.has(url)) {
    const file = `${fileURLToPath(url)}.map`
    const isThere = existsSync(file)
    maps.set(url, isThere ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined)
  }
  return maps.get(url)
}
