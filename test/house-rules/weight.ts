import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { printHelpIfAsked } from '../../shared/tooling/print-help.ts'
import { importedBy, lineCount, repositoryFiles, textOf } from './repository.ts'

const sourceFolders = ['bin', 'lib', 'functions', 'shared', 'team', 'local', 'site']

/** The files that a request passes from the form to the receipt. */
const purpose = [
  'request-reissue',
  'mail-voters',
  'send-identifier',
  'collect-receipts',
  'record-receipt',
  'follow-reissue',
  'cancel-reissue',
  'requeue-overdue-reissues',
].map((folder) => `functions/${folder}/handler.ts`)

/** The project's size. Lines are those of formatted files, as `wc -l` counts them; words are those of `wc -w`. */
export interface Weight {
  sourceLines: number
  /** Lines of all files that one request's functions import, types included. */
  purposeLines: number
  testLines: number
  documentWords: number
}

export const bounds: Weight = JSON.parse(
  readFileSync(join(import.meta.dirname, 'weight-bounds.json'), 'utf8'),
)

export function measureWeight(): Weight {
  const code = repositoryFiles('.ts', '.mjs', '.js', '.njk', '.scss').map((path) => ({
    folder: path.split('/')[0] ?? '',
    text: textOf(path),
  }))
  const source = code.filter(({ folder }) => sourceFolders.includes(folder))
  const tests = code.filter(({ folder }) => folder === 'test')
  return {
    sourceLines: sum(source.map(({ text }) => lineCount(text))),
    purposeLines: sum([...importedBy(purpose)].map((path) => lineCount(textOf(path)))),
    testLines: sum(tests.map(({ text }) => lineCount(text))),
    documentWords: sum(repositoryFiles('.md').map((path) => wordCount(textOf(path)))),
  }
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

export function exceededBounds(weight: Weight, most: Weight): string[] {
  return (['sourceLines', 'purposeLines', 'testLines', 'documentWords'] as const)
    .filter((name) => weight[name] > most[name])
    .map((name) => `${name}: ${weight[name]}, of at most ${most[name]}`)
}

if (import.meta.main) {
  printHelpIfAsked(
    'npm run weight: counts lines and words, and compares them with the bounds that CI checks. Nothing is written.',
  )
  const weight = measureWeight()
  for (const [name, count] of Object.entries(weight)) {
    console.log(`${name}: ${count} (at most ${bounds[name as keyof Weight]})`)
  }
  const tooMuch = exceededBounds(weight, bounds)
  if (tooMuch.length > 0) {
    console.error(
      'Take out as much as you add, or raise the bound in test/house-rules/weight-bounds.json in a commit that says by how much and why.',
    )
    process.exitCode = 1
  }
}
