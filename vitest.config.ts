import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './test/sequencer.ts'
import { isFull } from './test/size.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: isFull ? configDefaults.exclude : [...configDefaults.exclude, '**/*.full.test.ts'],
    reporters: ['default', './test/run-summary.ts'],
    globalSetup: './test/before-all.ts',
    // V8 counts what is covered less well in what it did not compile itself.
    setupFiles: process.argv.includes('--coverage') ? [] : ['./test/compile-cache.ts'],
    sequence: { sequencer: LongestFirst },
    // Files share a process, and journeys their run: starting both anew for each takes a third of the time.
    isolate: false,
    // Node reads the sources as it does in every command: Vite would transform them all for nothing. The
    // price is `vi.mock`, which no test uses.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // What is played here lives for minutes: collecting its garbage often costs more than it returns.
    execArgv: ['--min-semi-space-size=16', '--max-semi-space-size=64'],
    // Four on two cores: with three, a quarter of both is idle, since journeys wait for queues and pages.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    env: {
      // For the commands and local runs that tests start, too: the first one compiles for the others.
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compiled'),
    },
    // Of tests that a file plays at once: each opens pages, and as many more files do so beside it.
    maxConcurrency: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    coverage: {
      provider: 'v8',
      include: ['shared/domain/**'],
      // Ports, and what they reject with.
      exclude: ['shared/domain/roll/roll.ts'],
      reporter: ['text-summary'],
      thresholds: { statements: 100, branches: 95, functions: 100, lines: 100 },
    },
  },
})
