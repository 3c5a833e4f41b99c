import { readFileSync } from 'node:fs'

const pollMilliseconds = 300

/** npm forwards SIGTERM to its shell only, and cannot forward SIGKILL. */
export function watchNpm(onEnd: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const { ppid } = process
  const npmProcessId = isShell(ppid) ? parentIdOf(ppid) : undefined
  const timer = setInterval(() => {
    if (process.ppid === ppid && (npmProcessId === undefined || parentIdOf(ppid) === npmProcessId))
      return
    clearInterval(timer)
    onEnd()
  }, pollMilliseconds)
  timer.unref()
}

/** Returns false without `/proc`, as on macOS. */
function isShell(processId: number): boolean {
  return readText(`/proc/${processId}/cmdline`).split('\0')[1] === '-c'
}

function parentIdOf(processId: number): number | undefined {
  const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(readText(`/proc/${processId}/stat`)) ?? []
  return parent === undefined ? undefined : Number(parent)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
