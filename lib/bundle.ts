import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const functions = join(import.meta.dirname, '..', 'functions')

/**
 * Bundles one step with all that it imports, the SDK included, so what runs is what the lock says.
 * The election's configuration lies beside the bundle, which is therefore the same for every election.
 * `NodejsFunction` does as much, but reports each bundle on the terminal.
 * @returns a new directory: `index.mjs` and `election.json`; the caller removes it
 */
export function bundleFunction(step: string, electionFile: string): string {
  const directory = mkdtempSync(join(tmpdir(), `reassort-${step}-`))
  buildSync({
    entryPoints: [join(functions, step, 'handler.ts')],
    outfile: join(directory, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': join(
        functions,
        '..',
        'shared',
        'runtime',
        'lambda-credentials.ts',
      ),
    },
    legalComments: 'none',
    logLevel: 'warning',
  })
  copyFileSync(electionFile, join(directory, 'election.json'))
  return directory
}
