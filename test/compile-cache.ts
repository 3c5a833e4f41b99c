import { enableCompileCache, flushCompileCache } from 'node:module'
import { afterAll } from 'vitest'

// What Node compiles for a file of tests is kept for the next run, where NODE_COMPILE_CACHE says. Vitest kills its
// workers, so none would write it at its end.
enableCompileCache()
afterAll(() => flushCompileCache())
