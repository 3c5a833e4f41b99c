import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'
import { framesOf } from '../../shared/runtime/frames.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** Written like frames: of no file, of one that is not ours, and of one that cannot be. */
const hostile = [
  '+33612345678',
  '    at 0612 (file:///x/index.mjs:1:1)',
  '    at x (file:///a%2Fb:1:1)',
].join('\n')

const source = `
export async function outer(text: string): Promise<void> {
  await Promise.resolve()
  inner(text)
}

function inner(text: string): never {
  throw new Error(text)
}
`

/** What `functions/step/step.ts` throws once it is bundled as functions are. */
async function framesOfBundle(withMap: boolean): Promise<string[]> {
  const directory = temporaryFolder()
  const stdin = { contents: source, loader: 'ts', sourcefile: '../functions/step/step.ts' } as const
  const outfile = join(directory, 'index.mjs')
  const options = { minify: true, format: 'esm', sourcemap: 'external' } as const
  const { outputFiles } = buildSync({ stdin, outfile, ...options, bundle: true, write: false })
  for (const { path, text } of outputFiles) {
    if (withMap || !path.endsWith('.map')) writeFileSync(path, text)
  }
  const bundle = pathToFileURL(outfile).href
  // Node itself reads it, as in Lambda: a test runner that transforms what it imports would change its lines.
  const { outer } = createRequire(import.meta.url)(outfile)
  return outer(hostile).catch((error: unknown) => framesOf(error, bundle))
}

test('a failure is found by file and line of the sources, the innermost first', async () => {
  expect(await framesOfBundle(true)).toEqual([
    'functions/step/step.ts:8',
    'functions/step/step.ts:4',
  ])
})

test('of a bundle without its map, and of what is no error, there are none', async () => {
  expect(await framesOfBundle(false)).toEqual([])
  expect(framesOf(new Error(hostile))).toEqual([])
  for (const error of [hostile, undefined, null]) expect(framesOf(error)).toEqual([])
})
