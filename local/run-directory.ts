import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'reassort-local-'

const namePattern = new RegExp(`^${prefix}(\\d+)-\\w+$`)

/** Creates the run's directory, named after its process, and deletes those of dead processes. */
export function makeRunDirectory(): string {
  for (const name of readdirSync(tmpdir())) {
    const [, processId] = namePattern.exec(name) ?? []
    if (processId === undefined || isRunning(Number(processId))) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // Another user owns it.
    }
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
