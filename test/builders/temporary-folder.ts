import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** @param end when to remove it: after the test, or with `afterAll` after the file */
export function temporaryFolder(end: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'reassort-test-'))
  end(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
