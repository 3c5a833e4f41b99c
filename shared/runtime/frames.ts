import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

const mostFrames = 8

let map: SourceMap | undefined

/**
 * Returns where an exception was thrown, such as `functions/sign-in/sign-in.ts:42`, the innermost frame first. Its
 * message may echo what was sent and look like a frame, so a place is only what the source map gives for the numbers of
 * a frame of the bundle. The map is read now, not at a cold start.
 * @param bundle this code is bundled into it
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
