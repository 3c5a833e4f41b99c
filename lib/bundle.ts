import { globSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { buildSync } from 'esbuild'
import type { Election } from '../shared/domain/election/election.ts'
import { cachedBuild } from '../shared/tooling/build-cache.ts'

const root = join(import.meta.dirname, '..')
const functionsDirectory = join(root, 'functions')

let bundles: Map<string, Buffer> | undefined

/** The caller must remove the returned directory. */
export function bundleFunction(folder: string, election?: Election): string {
  bundles ??= cachedBuild(
    'functions',
    ['functions', 'shared', 'lib/bundle.ts'],
    '',
    bundleFunctions,
  )
  const [bundle, sourceMap] = [bundles.get(folder), bundles.get(`${folder}.map`)]
  if (!bundle || !sourceMap)
    throw new Error(`No folder of functions/ named ${folder} has a handler`)
  const directory = mkdtempSync(join(tmpdir(), `reassort-${folder}-`))
  writeFileSync(join(directory, 'index.mjs'), bundle)
  writeFileSync(join(directory, 'index.mjs.map'), sourceMap)
  if (election) writeFileSync(join(directory, 'election.json'), JSON.stringify(election))
  return directory
}

function bundleFunctions(): Map<string, Buffer> {
  const handlerPaths = globSync('*/handler.ts', { cwd: functionsDirectory }).sort()
  const { outputFiles } = buildSync({
    entryPoints: handlerPaths.map((path) => ({
      in: join(functionsDirectory, path),
      out: dirname(path),
    })),
    outdir: join(root, 'unused'),
    write: false,
    bundle: true,
    minify: true,
    // Bundles need no link to their source map: `shared/runtime/journal.ts` opens it by its name.
    sourcemap: 'external',
    sourcesContent: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    // Empties the package.json that SDK clients import for their version. `with { type: 'json' }` overrides this.
    loader: { '.json': 'empty' },
    alias: {
      '@aws-sdk/credential-provider-node': join(root, 'shared/runtime/lambda-credentials.ts'),
      '@aws-sdk/endpoint-cache': join(root, 'shared/runtime/lambda-unused-code.ts'),
      '@smithy/core/event-streams': join(root, 'shared/runtime/lambda-unused-code.ts'),
      fflate: join(root, 'shared/runtime/lambda-deflate.ts'),
      'node:process': join(root, 'shared/runtime/lambda-process.ts'),
    },
    legalComments: 'none',
    logLevel: 'warning',
  })
  const nameOf = (path: string) => basename(path).replace('.js', '')
  return new Map(outputFiles.map((file) => [nameOf(file.path), Buffer.from(file.contents)]))
}
