import { defineConfig } from 'vitest/config'

const inCi = process.env.CI === 'true'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/closing-line.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      enabled: inCi,
      provider: 'v8',
      include: ['functions/**'],
      exclude: ['functions/**/handler.ts', 'functions/**/environment.ts'],
      reporter: ['text-summary'],
      thresholds: {
        'functions/domain/**': { statements: 100, branches: 95, functions: 100, lines: 100 },
      },
    },
  },
})
