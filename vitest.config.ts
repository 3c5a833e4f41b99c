import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const inCi = process.env.CI === 'true'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/closing-line.ts'],
    // On two cores too: the journeys mostly wait, the histories compute.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      enabled: inCi,
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
