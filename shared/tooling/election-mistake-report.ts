import type { ElectionProblem } from '../domain/election/election-mistake.ts'
import { expectedText, fieldExamples } from '../texts/election/election-fields.ts'
import {
  type FileMistake,
  logoTexts,
  shownName,
  shownValue,
  writeTexts,
  wrongTexts,
} from '../texts/election/election-mistakes.ts'
import { fieldAt, type JsonSchema, schemaAt } from './election-schema.ts'
import { inGsm7, nearestName, suggestionFor } from './election-suggestion.ts'
import type { Offsets, Path, Position } from './json-text.ts'
import { type LogoProblem, mostLogoBytes } from './logo.ts'
import { darkened, LEAST_CONTRAST } from './page-palettes.ts'

/** Of the file's own schema, or of what is checked beside it. */
export interface TeamMistake {
  path: Path
  problem:
    | ElectionProblem
    | { kind: 'no-telephones' }
    | { kind: 'unreadable'; contrast: number }
    | { kind: 'no-logo'; why: LogoProblem }
}

interface Source {
  offsets: Offsets
  positionAt: (offset: number) => Position
}

/** Each mistake with its place, what is wrong and what to write instead. */
export function inWords(
  mistakes: readonly TeamMistake[],
  file: unknown,
  { offsets, positionAt }: Source,
): FileMistake[] {
  const renamed = new Set<string>()
  const words = mistakes.map((mistake) => {
    const { path, problem } = mistake
    const isUnknown = problem.kind === 'unknown-field'
    const meant = isUnknown ? nearestName(String(path.at(-1)), absentNames(path, file)) : undefined
    if (meant) renamed.add(JSON.stringify([...path.slice(0, -1), meant]))
    const offset = isUnknown ? offsets.ofName(path) : offsets.ofValue(path)
    return {
      mistake,
      ...positionAt(offset),
      field: shownField(path),
      ...wordsOf(mistake, file, meant),
    }
  })
  // A field whose name is misspelt is not missing too.
  return words
    .filter(
      ({ mistake: { path, problem } }) =>
        problem.kind !== 'missing' || !renamed.has(JSON.stringify(path)),
    )
    .map(({ mistake: _, ...mistake }) => mistake)
}

function wordsOf(
  { path, problem }: TeamMistake,
  file: unknown,
  meant: string | undefined,
): { wrong: string; write: string } {
  const value = valueAt(file, path)
  const field = fieldAt(path)
  const schema = schemaAt(path) ?? {}
  const expected = expectedText(field, schema)
  switch (problem.kind) {
    case 'unknown-field':
      return {
        wrong: wrongTexts.unknown(String(path.at(-1))),
        write: meant ? writeTexts.renamed(meant) : writeTexts.oneOf(absentNames(path, file)),
      }
    case 'missing':
      return { wrong: wrongTexts.missing(), write: exampleText(path) }
    case 'wrong-type':
    case 'not-accepted':
      return { wrong: wrongTexts.notAccepted(expected, value), write: insteadText(path, value) }
    case 'empty':
      return Array.isArray(value)
        ? { wrong: wrongTexts.emptyList(), write: exampleText(path) }
        : { wrong: wrongTexts.empty(expected), write: exampleText(path) }
    case 'too-long':
      return {
        wrong: wrongTexts.tooLong(String(value).trim().length, problem.maximum),
        write: writeTexts.shorter(problem.maximum),
      }
    case 'used-twice':
      if (field === 'staff.people[].email') {
        return { wrong: wrongTexts.personTwice(value), write: writeTexts.eraseOne() }
      }
      return {
        wrong: wrongTexts[field === 'staff.domain' ? 'domainTwice' : 'usedTwice'](value),
        write: writeTexts.another(),
      }
    case 'no-such-date':
      return { wrong: wrongTexts.noSuchDate(value), write: writeTexts.realDate() }
    case 'skipped-hour':
      return {
        wrong: wrongTexts.skippedHour(value),
        write: writeTexts.exactly(named(path, anHourLater(String(value)))),
      }
    case 'not-after': {
      const other = valueAt(file, problem.other.split('.'))
      return {
        wrong: wrongTexts.notAfter(value, problem.other, other),
        write: writeTexts.later(other),
      }
    }
    case 'outside-gsm7':
      return {
        wrong: wrongTexts.outsideGsm7(problem.characters),
        write: writeTexts.exactly(named(['smsSignature'], inGsm7(String(value)))),
      }
    case 'longer-than-one-sms':
      return {
        wrong: wrongTexts.longerThanOneSms(problem.excess),
        write: writeTexts.shorterSignature(problem.excess),
      }
    case 'needs':
      return { wrong: wrongTexts.needs(problem.others), write: writeTexts.oneMore(problem.others) }
    case 'excludes':
      return {
        wrong: wrongTexts.excludes(problem.others),
        write: writeTexts.without(problem.others),
      }
    case 'outside-zone':
      return {
        wrong: wrongTexts.outsideZone(value, problem.zone),
        write: writeTexts.insideZone(problem.zone),
      }
    case 'no-telephones':
      return { wrong: wrongTexts.noTelephones(value), write: exampleText(path) }
    case 'no-logo': {
      const { wrong, write } = logoTexts(mostLogoBytes / 1000)[problem.why]
      return { wrong: `${shownValue(value)} : ${wrong}`, write }
    }
    case 'unreadable':
      return {
        wrong: wrongTexts.unreadable(
          String(value),
          french(problem.contrast),
          french(LEAST_CONTRAST),
        ),
        write: writeTexts.exactly(named(path, darkened(String(value)))),
      }
  }
}

const french = (number: number) => number.toFixed(1).replace('.', ',')

function insteadText(path: Path, value: unknown): string {
  const suggestion = suggestionFor(fieldAt(path), value)
  return isAccepted(suggestion, schemaAt(path))
    ? writeTexts.exactly(named(path, suggestion))
    : exampleText(path)
}

function exampleText(path: Path): string {
  return writeTexts.forExample(named(path, exampleOf(path, schemaAt(path))))
}

/** `"title": "…"`; of an item of a list, its value alone. */
function named(path: Path, value: unknown): string {
  const name = path.at(-1)
  const json = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  return typeof name === 'string' ? `"${name}": ${json}` : json
}

function exampleOf(path: Path, schema: JsonSchema | undefined): unknown {
  const field = fieldAt(path)
  if (Object.hasOwn(fieldExamples, field)) return fieldExamples[field]
  if (schema?.type === 'array') return [exampleOf([...path, 0], schema.items)]
  return Object.fromEntries(
    (schema?.required ?? []).map((name) => [
      name,
      exampleOf([...path, name], schema?.properties?.[name]),
    ]),
  )
}

/** As far as the schema tells; a suggestion is no promise. */
function isAccepted(value: unknown, schema: JsonSchema | undefined): boolean {
  if (typeof value === 'boolean') return schema?.type === 'boolean'
  if (typeof value === 'number') {
    const { type, minimum = 0, maximum = 0 } = schema ?? {}
    return (type === 'integer' || type === 'number') && value >= minimum && value <= maximum
  }
  if (typeof value !== 'string' || schema?.type !== 'string') return false
  return new RegExp(schema.pattern ?? '', 'u').test(value)
}

function absentNames(path: Path, file: unknown): string[] {
  const holder = path.slice(0, -1)
  return Object.keys(schemaAt(holder)?.properties ?? {}).filter(
    (name) => valueAt(file, [...holder, name]) === undefined,
  )
}

function valueAt(file: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    file,
  )
}

/** `ballots[1].id` */
function shownField(path: Path): string {
  const steps = path.map((step, index) =>
    typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`,
  )
  return shownName(steps.join(''))
}

function anHourLater(wallClock: string): string {
  return new Date(Date.parse(`${wallClock}Z`) + 3_600_000).toISOString().slice(0, 16)
}
