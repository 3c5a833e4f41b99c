import { rmSync } from 'node:fs'
import { bundleFunction } from '../lib/bundle.ts'

/**
 * Bundles all functions before the workers start, who would each do so at once. Only for `npm test` and
 * `npm run test:full`: whoever plays a few tests while they change a function does not wait for it.
 */
export default function bundleOnce(): void {
  if (!process.env.npm_lifecycle_event?.startsWith('test')) return
  rmSync(bundleFunction('sign-in'), { recursive: true })
}
