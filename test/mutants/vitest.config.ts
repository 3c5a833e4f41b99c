import { defineConfig } from 'vitest/config'

/** What tells within seconds: no local run, no browser, no command in a process of its own. */
export default defineConfig({
  test: {
    // As the tests themselves run: a mutant is switched on within the process.
    isolate: false,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    include: [
      'test/{domain,access,runtime,functions,golden,adapters,team}/*.test.ts',
      'test/fuzz/roll-lines.test.ts',
      'test/election/{file-mistakes,hostile-files,in-words,oddities}.test.ts',
    ],
    // What pages weigh is no more what it is once all that they share can be changed.
    exclude: ['test/**/*.full.test.ts', 'test/team/{*-command,cost}.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
