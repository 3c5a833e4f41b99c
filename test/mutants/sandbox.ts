import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..', '..')

/** Of what the journey does: not wiring, rights and clients (`test/stack`, `test/journey`), nor texts and pages. */
const mutated = [
  'functions/*/*.ts',
  'shared/{access,adapters,domain,runtime}/**/*.ts',
  'team/{roll,helpdesk,mail,sms}/*.ts',
]
const untouched = [
  'functions/*/{handler,resources}.ts',
  'shared/runtime/{clients/*,lambda-*,deployed-election,secrets}.ts',
]

export interface Mutant {
  id: string
  /** From the root. */
  file: string
  mutator: string
  /** The lines that it changes, on one line, before and after. */
  code: string
  becomes: string
  /** In the file as it is. */
  from: number
  to: number
  replacement: string
}

export interface Sandbox {
  folder: string
  mutants: Mutant[]
}

interface Position {
  line: number
  column: number
}

/** What is used of `@stryker-mutator/instrumenter`, which only the first run of this command installs. */
interface Instrumented {
  files: { name: string; content: string }[]
  mutants: {
    id: string
    fileName: string
    mutatorName: string
    replacement: string
    status?: string
    location: { start: Position; end: Position }
  }[]
}

export function filesToMutate(asked: string[]): string[] {
  const excluded = new Set(globSync(untouched, { cwd: root }))
  const all = globSync(mutated, { cwd: root }).filter((file) => !excluded.has(file))
  return all
    .filter((file) => asked.length === 0 || asked.some((one) => file.startsWith(one)))
    .sort()
}

/** A copy of the working tree in which each mutant of these files can be switched on. */
export async function createSandbox(files: string[]): Promise<Sandbox> {
  const { Instrumenter } = await import(pathToFileURL(installed()).href)
  const logger = { debug() {}, info() {}, isDebugEnabled: () => false }
  const sources = files.map((name) => ({
    name,
    mutate: true,
    content: readFileSync(join(root, name), 'utf8'),
  }))
  const result: Instrumented = await new Instrumenter(logger).instrument(sources, {
    plugins: null,
    excludedMutations: [],
    ignorers: [{ shouldIgnore: wordsOfError }],
  })
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  for (const path of tracked()) cpSync(join(root, path), join(folder, path))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const { name, content } of result.files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  const textOf = new Map(sources.map(({ name, content }) => [name, content]))
  const mutants = result.mutants
    .filter(({ status }) => status !== 'Ignored')
    .map(({ id, fileName, mutatorName, replacement, location }) => {
      const text = textOf.get(fileName) ?? ''
      const from = offsetOf(text, location.start)
      const to = offsetOf(text, location.end)
      const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from)
      const after = text.slice(to, `${text}\n`.indexOf('\n', to))
      const code = onOneLine(before + text.slice(from, to) + after)
      const becomes = onOneLine(before + replacement + after)
      return { id, file: fileName, mutator: mutatorName, code, becomes, from, to, replacement }
    })
  return { folder, mutants }
}

/** What a failure of ours is named and says is read in the log alone; a reworded one must break no test. */
function wordsOfError(path: {
  isNewExpression(): boolean
  isCallExpression(): boolean
  isClassProperty(): boolean
  node: { callee: { name?: string; type: string }; key: { name?: string } }
}): string | undefined {
  const { node } = path
  const isWords =
    (path.isNewExpression() && node.callee.name?.endsWith('Error')) ||
    (path.isCallExpression() && node.callee.type === 'Super') ||
    (path.isClassProperty() && node.key.name === 'name')
  return isWords ? 'words of an error' : undefined
}

function installed(): string {
  const lock = join(import.meta.dirname, 'package-lock.json')
  const done = join(import.meta.dirname, 'node_modules', 'lock')
  if (!existsSync(done) || readFileSync(done, 'utf8') !== readFileSync(lock, 'utf8')) {
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: import.meta.dirname,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    if (status !== 0) process.exit(status ?? 1)
    cpSync(lock, done)
  }
  return createRequire(import.meta.url).resolve('@stryker-mutator/instrumenter')
}

function tracked(): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const paths = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0')
  return [...new Set(paths)].filter((path) => path !== '' && existsSync(join(root, path)))
}

function offsetOf(text: string, { line, column }: Position): number {
  let start = 0
  for (let passed = 0; passed < line; passed++) start = text.indexOf('\n', start) + 1
  return start + column
}

function onOneLine(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim()
  return line.length > 160 ? `${line.slice(0, 160)}…` : line
}
