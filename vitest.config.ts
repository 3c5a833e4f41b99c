import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/closing-line.ts'],
    // Files share a process, and journeys their run: starting both anew for each takes a third of the time.
    isolate: false,
    // On two cores too: the journeys mostly wait, the histories compute.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 180_000,
    coverage: {
      provider: 'v8',
      include: ['functions/**', 'shared/**'],
      exclude: ['functions/**/handler.ts', 'functions/**/resources.ts'],
      reporter: ['text-summary'],
      thresholds: {
        'shared/domain/**': { statements: 100, branches: 95, functions: 100, lines: 100 },
      },
    },
  },
})
