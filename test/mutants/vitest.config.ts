import { defineConfig } from 'vitest/config'

/** Only tests that fail within seconds: no local run, no browser, no separate process. */
export default defineConfig({
  test: {
    isolate: false,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    include: [
      'test/{domain,access,runtime,functions,golden,adapters,team}/*.test.ts',
      'test/fuzz/roll-lines.test.ts',
      'test/election/{file-errors,hostile-files,in-words,warnings}.test.ts',
    ],
    // Page weights change once all shared files carry mutants.
    exclude: ['test/**/*.full.test.ts', 'test/team/{*-command,cost}.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
