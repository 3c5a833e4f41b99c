import { defineConfig } from 'vitest/config'

/** What tells within seconds: no local run, no browser, no command in a process of its own. */
export default defineConfig({
  test: {
    include: [
      'test/{domain,access,runtime,functions,golden,adapters,team,helpdesk}/*.test.ts',
      'test/fuzz/roll-lines.test.ts',
      'test/election/{file-mistakes,hostile-files,in-words,oddities}.test.ts',
    ],
    exclude: ['test/**/*.full.test.ts', 'test/team/*-command.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
})
