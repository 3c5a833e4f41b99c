import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'reassort-local-'

/** Named after its owner, so that a later run knows whether it still runs. */
const ofOwner = new RegExp(`^${prefix}(\\d+)-\\w+$`)

/** A directory for what lasts as long as the run. Those that killed runs left are deleted first. */
export function makeRunDirectory(): string {
  for (const name of readdirSync(tmpdir())) {
    const [, owner] = ofOwner.exec(name) ?? []
    if (owner === undefined || isRunning(Number(owner))) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // It is another user's, who has to sweep it.
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
