import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Election, ElectionError, parseElection } from '../domain/election/election.ts'
import type { ElectionMistake } from '../domain/election/election-mistake.ts'
import { unknownTerritories } from '../domain/sms/phone.ts'
import {
  type FileMistake,
  mistakesText,
  syntaxTexts,
  valuesUnreadText,
  writeTexts,
  wrongTexts,
} from '../texts/election/election-mistakes.ts'
import { inWords, type TeamMistake } from './election-mistake-report.ts'
import {
  type JsonText,
  offsetsIn,
  type Path,
  positionsIn,
  readJsonText,
  repeatedNames,
  tooDeepOffset,
  valueIn,
} from './json-text.ts'
import { readLogo } from './logo.ts'
import { contrastWithWhite, LEAST_CONTRAST } from './page-palettes.ts'

const mostBytes = 256_000
const mostDepth = 10

type CheckedElection =
  | { election: Election }
  | { mistakes: FileMistake[] }
  /** There is no file to check. */
  | { unreadable: string }

/** Reads an election's file before anything is deployed. @throws ElectionError with every mistake, for the team */
export function readElectionFile(path: string): Election {
  const checked = checkElectionFile(path)
  if ('election' in checked) return checked.election
  throw new ElectionError(
    'mistakes' in checked
      ? mistakesText(path, checked.mistakes)
      : `${path} : ${checked.unreadable}`,
  )
}

/** Every mistake of a file at once, in the order of its lines. */
export function checkElectionFile(path: string): CheckedElection {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats) return { unreadable: wrongTexts.noFile() }
    if (!stats.isFile()) return { unreadable: wrongTexts.noRegularFile() }
    if (stats.size <= mostBytes) return checkElectionText(readFileSync(path), dirname(path))
    const wrong = wrongTexts.tooLarge(Math.ceil(stats.size / 1000), mostBytes / 1000)
    return { mistakes: [{ ...start, wrong, write: writeTexts.theElection() }] }
  } catch (error) {
    // Of the file system; anything else is a failure of ours.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return { unreadable: wrongTexts.noRegularFile() }
  }
}

const start = { line: 1, column: 1, field: '' }

/**
 * @param bytes of a file: UTF-8, with or without a byte order mark
 * @param directory where the files that it names are; without it, they are not looked at
 */
export function checkElectionText(
  bytes: Uint8Array,
  directory?: string,
): { election: Election } | { mistakes: FileMistake[] } {
  const text = new TextDecoder().decode(bytes)
  const foreign = /[\uFFFD\0]/.exec(text)
  if (foreign) {
    const position = positionsIn(text)(foreign.index)
    const wrong = wrongTexts.notText()
    return { mistakes: [{ ...position, field: '', wrong, write: writeTexts.asUtf8() }] }
  }
  const deep = tooDeepOffset(text, mostDepth)
  if (deep !== undefined) {
    const position = positionsIn(text)(deep)
    const wrong = wrongTexts.tooDeep()
    return { mistakes: [{ ...position, field: '', wrong, write: writeTexts.theElection() }] }
  }
  return checkJson(readJsonText(text), directory)
}

function checkJson(
  json: JsonText,
  directory: string | undefined,
): { election: Election } | { mistakes: FileMistake[] } {
  const syntax = json.syntaxMistakes.map(({ line, column, problem }): FileMistake => {
    const [wrong, write] = syntaxTexts[problem]
    return { line, column, field: '', wrong, write }
  })
  const { root } = json
  if (!root) {
    const last = syntax.at(-1)
    if (last) last.write += `\n  ${valuesUnreadText}`
    return { mistakes: syntax }
  }
  const value = valueIn(root)
  const parsed = parse(value)
  const mistakes = [
    ...syntax,
    ...repeatedNames(root).map(({ path, name, first }): FileMistake => {
      const wrong = wrongTexts.writtenTwice(name.value, json.positionAt(first.offset).line)
      const write = writeTexts.eraseOne()
      return { ...json.positionAt(name.offset), field: path.join('.'), wrong, write }
    }),
    ...inWords([...parsed.mistakes, ...outsideSchema(value, parsed.mistakes, directory)], value, {
      offsets: offsetsIn(root),
      positionAt: json.positionAt,
    }),
  ].sort((one, other) => one.line - other.line || one.column - other.column)
  if (mistakes.length > 0 || !parsed.election) return { mistakes }
  return { election: parsed.election }
}

function parse(value: unknown): { election?: Election; mistakes: readonly ElectionMistake[] } {
  try {
    return { election: parseElection(value), mistakes: [] }
  } catch (error) {
    if (!(error instanceof ElectionError)) throw error
    return { mistakes: error.mistakes }
  }
}

/** What functions need not know again: numbering plans outweigh them, and the site is built already. */
function outsideSchema(
  value: unknown,
  mistakes: readonly ElectionMistake[],
  directory: string | undefined,
): TeamMistake[] {
  const wrong = new Set(mistakes.map(({ path }) => JSON.stringify(path)))
  const isWrong = (path: Path) => wrong.has(JSON.stringify(path))
  const { territories, site } = (value ?? {}) as { territories?: unknown; site?: unknown }
  const codes = Array.isArray(territories) ? territories : []
  const noTelephones = codes.flatMap((code, index): TeamMistake[] => {
    const path = ['territories', index]
    if (isWrong(path) || typeof code !== 'string' || unknownTerritories([code]).length === 0)
      return []
    return [{ path, problem: { kind: 'no-telephones' } }]
  })
  return [
    ...noTelephones,
    ...colourMistakes(site, isWrong),
    ...(directory === undefined ? [] : logoMistakes(site, isWrong, directory)),
  ]
}

type IsWrong = (path: Path) => boolean

function colourMistakes(site: unknown, isWrong: IsWrong): TeamMistake[] {
  const { brandColour } = (site ?? {}) as { brandColour?: unknown }
  const path = ['site', 'brandColour']
  if (typeof brandColour !== 'string' || isWrong(path)) return []
  const contrast = contrastWithWhite(brandColour)
  return contrast >= LEAST_CONTRAST ? [] : [{ path, problem: { kind: 'unreadable', contrast } }]
}

function logoMistakes(site: unknown, isWrong: IsWrong, directory: string): TeamMistake[] {
  const { logo } = (site ?? {}) as { logo?: unknown }
  const path = ['site', 'logo']
  if (typeof logo !== 'string' || isWrong(path)) return []
  const read = readLogo(join(directory, logo))
  return typeof read === 'string' ? [{ path, problem: { kind: 'no-logo', why: read } }] : []
}
