import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'
import { framesOf } from '../../shared/runtime/journal.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** Looks like stack frames: of no file, of a foreign one, and of an impossible one. */
const hostile = [
  '+33612345678',
  '    at 0612 (file:///x/index.mjs:1:1)',
  '    at x (file:///a%2Fb:1:1)',
].join('\n')

const banner = '// none of ours\n'.repeat(12)

const source = `
export async function outer(text: string): Promise<void> {
  await Promise.resolve()
  inner(text)
}

function inner(text: string): never {
  throw new Error(text)
}
`

function bundled(withMap: boolean) {
  const directory = temporaryFolder()
  const sourcefile = '../../functions/step/step.ts'
  const outfile = join(directory, 'index.mjs')
  const { outputFiles } = buildSync({
    stdin: { contents: source, loader: 'ts', sourcefile },
    ...{ outfile, bundle: true, write: false, minify: true, format: 'esm', sourcemap: 'external' },
    banner: { js: banner },
  })
  for (const { path, text } of outputFiles) {
    if (withMap || !path.endsWith('.map')) writeFileSync(path, text)
  }
  const bundle = pathToFileURL(outfile).href
  // Node itself must load it, as in Lambda: a test runner's transform would change its lines.
  const { outer } = createRequire(import.meta.url)(outfile)
  const thrown = (text: string): Promise<Error> => outer(text).catch((error: Error) => error)
  const frames = async (text: string) => framesOf(await thrown(text), bundle)
  return { bundle, thrown, frames }
}

test('an error is located by file and line of the sources, the innermost first', async () => {
  const { thrown, frames } = bundled(true)
  const places = ['functions/step/step.ts:8', 'functions/step/step.ts:4']
  expect(await frames(hostile)).toEqual(places)
  const innermost = (await thrown('x')).stack?.split('\n')[1]
  expect(await frames(`said${innermost}`)).toEqual(places)
})

test('a long stack gives its eight innermost frames, and none that the source map lacks', async () => {
  const { bundle, thrown } = bundled(true)
  const innermost = (await thrown('x')).stack?.split('\n')[1] ?? ''
  const failed = (frame: string) =>
    Object.assign(new Error('x'), { stack: Array(12).fill(frame).join('\n') })
  expect(framesOf(failed(innermost), bundle)).toEqual(Array(8).fill('functions/step/step.ts:8'))
  expect(framesOf(failed(`    at x (${bundle}:1:1)`), bundle)).toEqual([])
})

test('a bundle without its source map, or a value that is no error, gives no frames', async () => {
  expect(await bundled(false).frames(hostile)).toEqual([])
  expect(framesOf(new Error(hostile))).toEqual([])
  for (const error of [hostile, undefined, null]) expect(framesOf(error)).toEqual([])
})
