import { enableCompileCache, flushCompileCache } from 'node:module'
import { afterAll } from 'vitest'

// NODE_COMPILE_CACHE keeps compiled files for the next run. Vitest kills its workers, so none would write the cache
// at its end.
enableCompileCache()
afterAll(() => flushCompileCache())
