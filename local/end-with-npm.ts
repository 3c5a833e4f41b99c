import { readFileSync } from 'node:fs'

const everyMilliseconds = 300

/**
 * Calls `ended` when the npm that runs this script is gone. npm passes SIGTERM to its shell alone, and passes nothing
 * when it is killed with SIGKILL.
 */
export function watchLauncher(ended: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const { ppid } = process
  const above = isShell(ppid) ? parentOf(ppid) : undefined
  const timer = setInterval(() => {
    if (process.ppid === ppid && (above === undefined || parentOf(ppid) === above)) return
    clearInterval(timer)
    ended()
  }, everyMilliseconds)
  timer.unref()
}

/** True if it is `sh -c …`; unknown where there is no /proc. */
function isShell(id: number): boolean {
  return read(`/proc/${id}/cmdline`).split('\0')[1] === '-c'
}

function parentOf(id: number): number | undefined {
  const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${id}/stat`)) ?? []
  return parent === undefined ? undefined : Number(parent)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
