import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import nunjucks from 'nunjucks'
import { cachedBuild } from '../../shared/tooling/build-cache.ts'

const folder = join(import.meta.dirname, 'verifier')
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

export function verifierPage(): string {
  const bundle = cachedBuild('verifier', ['team/ledger', 'shared'], '', bundlePage)
  const script = `${bundle.get('page.js')}`
  const style = read('page.css')
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const values = { script, style, scriptHash: digest(script), styleHash: digest(style) }
  return new nunjucks.Environment([], { autoescape: false }).renderString(read('page.njk'), values)
}

function bundlePage(): Map<string, Buffer> {
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
  return new Map([['page.js', Buffer.from(outputFiles[0]?.contents ?? [])]])
}
