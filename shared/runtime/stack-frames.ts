import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

const maxFrames = 8

let sourceMap: SourceMap | undefined

/**
 * Returns locations such as `functions/sign-in/sign-in.ts:42`, innermost first. Only the source map names them, because
 * a message may echo input that looks like a frame. The map is read on first use, not at a cold start.
 */
export function framesOf(error: unknown, bundle = import.meta.url): string[] {
  const stack = String((error as Error | undefined)?.stack)
  const file = `${fileURLToPath(bundle)}.map`
  if (!existsSync(file)) return []
  sourceMap ??= new SourceMap(JSON.parse(readFileSync(file, 'utf8')))
  const frames = [...stack.matchAll(/^ {4}at .*?(file:\/\/\/[^\s()]+):(\d+):(\d+)/gm)]
  return frames
    .filter(([, url]) => url === bundle)
    .slice(0, maxFrames)
    .flatMap(([, , line, column]) => placeIn(sourceMap as SourceMap, Number(line), Number(column)))
}

function placeIn(source: SourceMap, line: number, column: number): string[] {
  const origin = source.findOrigin(line, column)
  if (!('fileName' in origin)) return []
  return [`${origin.fileName.replaceAll('../', '')}:${origin.lineNumber}`]
}
