import { rmSync } from 'node:fs'
import { bundleFunction } from '../lib/bundle.ts'

/** Before the workers start, who would each bundle the same functions at once. */
export default function bundleOnce(): void {
  rmSync(bundleFunction('sign-in'), { recursive: true })
}
