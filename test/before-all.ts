import { rmSync } from 'node:fs'
import { bundleFunction } from '../lib/bundle.ts'

/**
 * Bundles all functions before the workers start, since each worker would do so at once. Only `npm test` and `npm run
 * test:full` do this, so single test files start without the wait.
 */
export default function bundleOnce(): void {
  if (!process.env.npm_lifecycle_event?.startsWith('test')) return
  rmSync(bundleFunction('sign-in'), { recursive: true })
}
