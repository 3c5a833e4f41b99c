import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** @param end when it is removed: once its test is over, or with `afterAll` its file */
export function temporaryFolder(end: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'reassort-test-'))
  end(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
