import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { buildSync } from 'esbuild'
import type { Election } from '../shared/domain/election/election.ts'
import { cachedBuild } from '../shared/tooling/build-cache.ts'

const root = join(import.meta.dirname, '..')
const functions = join(root, 'functions')

let bundles: Map<string, Buffer> | undefined

/**
 * Bundles one step with all that it imports, the SDK included, so what runs is what the lock says. The election lies
 * beside the bundle, already checked: checking it at each cold start would take a third of the start.
 * @param election none, for a function that serves every election
 * @returns a new directory: `index.mjs`, its source map and `election.json`; the caller removes it
 */
export function bundleFunction(step: string, election?: Election): string {
  bundles ??= cachedBuild('functions', ['functions', 'shared', 'lib/bundle.ts'], '', bundleAll)
  const [bundle, map] = [bundles.get(step), bundles.get(`${step}.map`)]
  if (!bundle || !map) throw new Error(`No folder of functions/ named ${step} has a handler`)
  const directory = mkdtempSync(join(tmpdir(), `reassort-${step}-`))
  writeFileSync(join(directory, 'index.mjs'), bundle)
  writeFileSync(join(directory, 'index.mjs.map'), map)
  if (election) writeFileSync(join(directory, 'election.json'), JSON.stringify(election))
  return directory
}

/** All steps in one run of esbuild, which reads shared files once: a third of the time that `NodejsFunction` takes. */
function bundleAll(): Map<string, Buffer> {
  const steps = readdirSync(functions).filter((step) =>
    existsSync(join(functions, step, 'handler.ts')),
  )
  const { outputFiles } = buildSync({
    entryPoints: steps.map((step) => ({ in: join(functions, step, 'handler.ts'), out: step })),
    outdir: join(root, 'unused'),
    write: false,
    bundle: true,
    minify: true,
    // `shared/runtime/frames.ts` reads the map by its name.
    sourcemap: 'external',
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Each SDK client carries its package.json to say its version: 9 kB in most bundles. Our own imports name a type.
    loader: { '.json': 'empty' },
    alias: {
      '@aws-sdk/credential-provider-node': join(root, 'shared/runtime/lambda-credentials.ts'),
      '@aws-sdk/endpoint-cache': join(root, 'shared/runtime/lambda-endpoint-cache.ts'),
      '@smithy/core/event-streams': join(root, 'shared/runtime/lambda-event-streams.ts'),
    },
    legalComments: 'none',
    logLevel: 'warning',
  })
  return new Map(
    outputFiles.map(({ path, contents }) => [
      basename(path).replace('.js', ''),
      Buffer.from(contents),
    ]),
  )
}
