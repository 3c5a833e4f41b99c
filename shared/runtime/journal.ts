import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { ReissueQueue } from '../domain/reissue/reissue.ts'
import { embeddedMetrics, type JournalEvent } from './journal-event.ts'

export type Journal = (event: JournalEvent) => void

/** Writes one JSON line, without the time and ID that Lambda adds to `console` output. */
export const journal: Journal = (event) => {
  const at = new Date()
  const line = { at: at.toISOString(), ...event, ...embeddedMetrics(event, at) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

export async function journalFailure<Answer>(
  journal: Journal,
  work: Promise<Answer>,
  eventOf: (error: string) => JournalEvent,
): Promise<Answer | undefined> {
  try {
    return await work
  } catch (error) {
    journal(eventOf(nameOf(error)))
    return undefined
  }
}

/** Leaves out the error's message, in which the SDK or AWS may repeat the input. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

/** A failure is only logged, because the reconciler requeues missing messages. */
export async function queueReissue(
  journal: Journal,
  queue: ReissueQueue,
  reissueId: string,
): Promise<void> {
  await journalFailure(journal, queue.put({ reissueId }), (error) => ({
    event: 'queue.put.failed',
    reissueId,
    error,
  }))
}

const maxFrames = 8

let sourceMap: SourceMap | undefined

/** Returns source locations such as `functions/sign-in/sign-in.ts:42`, without text of the error's message. */
export function framesOf(error: unknown, bundle = import.meta.url): string[] {
  const stack = String((error as Error | undefined)?.stack)
  const file = `${fileURLToPath(bundle)}.map`
  if (!existsSync(file)) return []
  sourceMap ??= new SourceMap(JSON.parse(readFileSync(file, 'utf8')))
  const frames = [...stack.matchAll(/^ {4}at .*?(file:\/\/\/[^\s()]+):(\d+):(\d+)/gm)]
  return frames
    .filter(([, url]) => url === bundle)
    .slice(0, maxFrames)
    .flatMap(([, , line, column]) => locate(sourceMap as SourceMap, Number(line), Number(column)))
}

function locate(source: SourceMap, line: number, column: number): string[] {
  const origin = source.findOrigin(line, column)
  if (!('fileName' in origin)) return []
  return [`${origin.fileName.replaceAll('../', '')}:${origin.lineNumber}`]
}
