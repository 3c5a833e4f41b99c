import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { printHelpIfAsked } from '../../shared/tooling/print-help.ts'

const here = import.meta.dirname
const root = join(here, '..', '..')
const leastKilled = 0.95

/** The part of Stryker's report that is read: https://github.com/stryker-mutator/mutation-testing-elements */
interface Report {
  files: Record<string, { source: string; mutants: Mutant[] }>
}

interface Mutant {
  replacement: string
  status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'CompileError' | 'Ignored'
  location: { start: Position; end: Position }
}

interface Position {
  line: number
  column: number
}

/** By file, the mutants that may survive, and why each does no harm. */
type Argued = Record<string, { code: string; becomes: string; why: string }[]>

printHelpIfAsked(
  `npm run mutants [-- PATTERNS…]: whether the tests notice when the code does something else. Installs Stryker at the first
run, and writes to node_modules/.cache alone.`,
)
install()
const stryker = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js')
const patterns = process.argv.slice(2)
const settings = 'stryker.config.json'
const never = read<{ mutate: string[] }>(settings).mutate.filter((one) => one.startsWith('!'))
const mutate = patterns.length > 0 ? ['--mutate', [...patterns, ...never].join(',')] : []
const { status } = spawnSync(process.execPath, [stryker, 'run', join(here, settings), ...mutate], {
  cwd: root,
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)
process.exitCode = isAsArgued(read('../../node_modules/.cache/mutation.json')) ? 0 : 1

/** Stryker has its own lock file and is installed on first use, so that `npm ci` stays fast. */
function install(): void {
  const lock = join(here, 'package-lock.json')
  const done = join(here, 'node_modules', 'lock')
  if (existsSync(done) && readFileSync(done, 'utf8') === readFileSync(lock, 'utf8')) return
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
  cpSync(lock, done)
}

function isAsArgued(report: Report): boolean {
  const argued: Argued = read('survivors.json')
  let isFine = true
  const counts = { killed: 0, survived: 0 }
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const listed = new Map((argued[file] ?? []).map((one) => [keyOf(one), one]))
    for (const mutant of mutants) {
      if (mutant.status === 'Killed' || mutant.status === 'Timeout') counts.killed++
      if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') continue
      counts.survived++
      const found = changeOf(source, mutant)
      if (listed.delete(keyOf(found))) continue
      isFine = false
      console.log(`survived: ${file}\n  - ${found.code}\n  + ${found.becomes}`)
    }
    for (const { code, becomes } of listed.values()) {
      isFine = false
      console.log(`listed, and no longer a survivor: ${file}\n  - ${code}\n  + ${becomes}`)
    }
  }
  const share = counts.killed / (counts.killed + counts.survived)
  console.log(`${(share * 100).toFixed(1)} % killed: ${counts.killed}, and ${counts.survived} not`)
  // In a run of few files, one justified survivor weighs too much for the share to count.
  return isFine && (patterns.length > 0 || share >= leastKilled)
}

/** The changed lines joined, before and after: line numbers change too often to compare. */
function changeOf(source: string, { location, replacement }: Mutant) {
  const lines = source.split('\n').slice(location.start.line - 1, location.end.line)
  const before = lines[0]?.slice(0, location.start.column - 1) ?? ''
  const after = lines.at(-1)?.slice(location.end.column - 1) ?? ''
  const code = onOneLine(lines.join('\n'))
  return { code, becomes: onOneLine(before + replacement + after) }
}

function onOneLine(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim()
  return line.length > 160 ? `${line.slice(0, 160)}…` : line
}

function keyOf({ code, becomes }: { code: string; becomes: string }): string {
  return JSON.stringify([code, becomes])
}

function read<Json>(file: string): Json {
  return JSON.parse(readFileSync(join(here, file), 'utf8'))
}
