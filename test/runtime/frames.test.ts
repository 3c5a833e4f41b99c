import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { framesOf } from '../../shared/runtime/frames.ts'

const hostile = '+33612345678\n    at 0612 (file:///x/index.mjs:1:1)'

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
async function thrownByBundle(withMap: boolean): Promise<unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'frames-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const stdin = { contents: source, loader: 'ts', sourcefile: '../functions/step/step.ts' } as const
  const outfile = join(directory, 'index.mjs')
  const options = { minify: true, format: 'esm', sourcemap: 'external' } as const
  const { outputFiles } = buildSync({ stdin, outfile, ...options, bundle: true, write: false })
  for (const { path, text } of outputFiles) {
    if (withMap || !path.endsWith('.map')) writeFileSync(path, text)
  }
  const { outer } = await import(pathToFileURL(outfile).href)
  return outer(hostile).catch((error: unknown) => error)
}

test('a failure is found by file and line of the sources, the innermost first', async () => {
  expect(framesOf(await thrownByBundle(true))).toEqual([
    'functions/step/step.ts:8',
    'functions/step/step.ts:4',
  ])
})

test('nothing of a message is told, not even one that is written like a frame', async () => {
  expect(framesOf(await thrownByBundle(true)).join()).not.toContain('12')
  expect(framesOf(await thrownByBundle(false))).toEqual([])
  expect(framesOf(new Error(hostile))).toEqual([])
  expect(framesOf(hostile)).toEqual([])
})
