import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Enough to find the line, and how it was come to. */
const mostFrames = 8

let map: SourceMap | undefined

/**
 * Where an exception was thrown: `functions/sign-in/sign-in.ts:42`, the innermost first. Nothing of its message is in
 * it, which may echo what was sent and look like a frame: a place is that which the source map gives for the numbers
 * of a frame of the bundle, and no other file is opened. The map is read now, and not when the function starts.
 * @param bundle what runs: this code is bundled into it
 */
export function framesOf(error: unknown, bundle = import.meta.url): string[] {
  const stack = String((error as Error | undefined)?.stack)
  const file = `${fileURLToPath(bundle)}.map`
  if (!existsSync(file)) return []
  map ??= new SourceMap(JSON.parse(readFileSync(file, 'utf8')))
  const frames = [...stack.matchAll(/^ {4}at .*?(file:\/\/\/[^\s()]+):(\d+):(\d+)/gm)]
  return frames
    .filter(([, url]) => url === bundle)
    .slice(0, mostFrames)
    .flatMap(([, , line, column]) => placeIn(map as SourceMap, Number(line), Number(column)))
}

function placeIn(source: SourceMap, line: number, column: number): string[] {
  const origin = source.findOrigin(line, column)
  if (!('fileName' in origin)) return []
  return [`${origin.fileName.replaceAll('../', '')}:${origin.lineNumber}`]
}
