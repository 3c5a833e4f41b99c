import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import nunjucks from 'nunjucks'

const folder = join(import.meta.dirname, 'verifier')
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

/** One file that opens from a disk: its policy lets it run its own script, and reach nothing. */
export function verifierPage(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(folder, 'page.ts')],
    alias: { 'node:crypto': join(folder, 'web-crypto.ts') },
    write: false,
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    target: ['es2022'],
  })
  const script = outputFiles[0]?.text ?? ''
  const style = read('page.css')
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const values = { script, style, scriptHash: digest(script), styleHash: digest(style) }
  return new nunjucks.Environment([], { autoescape: false }).renderString(read('page.njk'), values)
}
