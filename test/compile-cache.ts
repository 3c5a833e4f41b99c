import { enableCompileCache, flushCompileCache } from 'node:module'
import { afterAll } from 'vitest'

// NODE_COMPILE_CACHE keeps compiled files for the next run. Vitest kills its workers before they write the cache.
enableCompileCache()
afterAll(() => flushCompileCache())
