import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod/mini'
import type { Election } from '../domain/election/election.ts'
import { type ElectionIssue, ruleIssue } from '../domain/election/election-issue.ts'
import { ElectionError, parseElection } from '../domain/election/parse-election.ts'
import { unsupportedTerritories } from '../domain/sms/phone.ts'
import {
  errorsText,
  type FileError,
  formatTexts,
  ruleTexts,
  syntaxTexts,
  errorTexts as texts,
} from '../texts/election/election-errors.ts'
import { exampleOf, fieldNames, fieldPath } from '../texts/election/election-fields.ts'
import { type Path, readJsonText } from './json-positions.ts'
import { maxLogoBytes, readLogo } from './logo.ts'
import { contrastWithWhite, MIN_CONTRAST } from './page-palettes.ts'

const maxBytes = 256_000

type ElectionFileResult =
  | { election: Election<WallInstant> }
  | { errors: FileError[] }
  | { unreadable: string }

/** @throws ElectionError with a French message */
export function readElectionFile(path: string): Election<WallInstant> {
  const result = checkElectionFile(path)
  if ('election' in result) return result.election
  throw new ElectionError(
    'errors' in result ? errorsText(path, result.errors) : `${path} : ${result.unreadable}`,
  )
}

export function checkElectionFile(path: string): ElectionFileResult {
  try {
    if (statSync(path).size > maxBytes) return { unreadable: texts.tooLargeFile(maxBytes / 1000) }
    return checkElectionText(readFileSync(path), dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return { unreadable: texts.noFile }
  }
}

/** @param directory where the logo is; without it, the logo is not checked */
export function checkElectionText(bytes: Uint8Array, directory?: string): ElectionFileResult {
  const text = new TextDecoder().decode(bytes)
  const invalidIndex = text.search(/[\uFFFD\0]/)
  if (invalidIndex >= 0) {
    const lines = text.slice(0, invalidIndex + 1).split('\n')
    const position = { line: lines.length, column: lines.at(-1)?.length ?? 1 }
    return { errors: [{ ...position, field: '', message: texts.wrongEncoding }] }
  }
  try {
    return checkJson(readJsonText(text), directory)
  } catch (error) {
    if (error instanceof RangeError) return { unreadable: texts.tooDeepNesting }
    throw error
  }
}

function checkJson(
  json: ReturnType<typeof readJsonText>,
  directory: string | undefined,
): ElectionFileResult {
  const { syntaxErrors, duplicates, positionOf } = json
  const jsonErrors = [
    ...syntaxErrors.map(({ code, line, column, lineText }) => {
      const isNumber = /:\s*\d[\s\d.,]*$/.test(lineText)
      const message = isNumber ? texts.numberFormat : syntaxTexts[code as keyof typeof syntaxTexts]
      return { line, column, field: '', message }
    }),
    ...duplicates.map(({ path, repeat, first }) => {
      return { ...repeat, field: fieldPath(path), message: texts.repeatedField(first.line) }
    }),
  ]
  if (!('value' in json)) return { errors: jsonErrors }
  const { election, issues } = parse(json.value, directory)
  const errors = [
    ...jsonErrors,
    ...firstIssuePerField(issues.flatMap((issue) => translateIssue(issue, json.value))).map(
      ({ path, message }) => ({ ...positionOf(path), field: fieldPath(path), message }),
    ),
  ].sort((a, b) => a.line - b.line || a.column - b.column)
  return errors.length > 0 || !election ? { errors } : { election }
}

function parse(
  value: unknown,
  directory: string | undefined,
): { election?: Election<WallInstant>; issues: readonly ElectionIssue[] } {
  try {
    const election = parseElection(value)
    return { election, issues: checkOutsideSchema(election, directory) }
  } catch (error) {
    if (!(error instanceof ElectionError)) throw error
    return { issues: error.issues }
  }
}

function checkOutsideSchema(
  { territories, site: { brandColour, logo } }: Election,
  directory: string | undefined,
): ElectionIssue[] {
  const unsupportedCodes = unsupportedTerritories(territories)
  return [
    ...territories.flatMap((code, index) =>
      unsupportedCodes.includes(code) ? [ruleIssue(['territories', index], 'no-telephones')] : [],
    ),
    ...colourIssues(brandColour),
    ...(logo !== undefined && directory !== undefined ? logoIssues(logo, directory) : []),
  ]
}

function colourIssues(brandColour: string): ElectionIssue[] {
  const contrast = contrastWithWhite(brandColour)
  const details = [contrast, MIN_CONTRAST].map((ratio) => ratio.toFixed(1).replace('.', ','))
  return contrast >= MIN_CONTRAST
    ? []
    : [ruleIssue(['site', 'brandColour'], 'low-contrast', ...details)]
}

function logoIssues(logo: string, directory: string): ElectionIssue[] {
  const logoResult = readLogo(join(directory, logo))
  if (typeof logoResult !== 'string') return []
  return [ruleIssue(['site', 'logo'], `logo-${logoResult}`, String(maxLogoBytes / 1000))]
}

interface IssueText {
  path: Path
  message: string
}

const { localeError } = z.locales.fr()

function translateIssue(issue: ElectionIssue, file: unknown): IssueText[] {
  const path = issue.path as Path
  const input = path.reduce<unknown>((value, step) => Object(value)[step], file)
  if (issue.code === 'rule') {
    const text: (...details: string[]) => string = ruleTexts[issue.rule]
    return [{ path, message: text(...issue.details) }]
  }
  const zodText = (zodIssue: z.core.$ZodIssue) =>
    `${localeError({ ...zodIssue, input } as z.core.$ZodRawIssue)}.`
  if (issue.code === 'unrecognized_keys') {
    const hint = hintText(fieldPath(path))
    return issue.keys.map((key) => {
      const message = zodText({ ...issue, keys: [key.slice(0, 60)] }) + hint
      return { path: [...path, key], message }
    })
  }
  const formatText = 'format' in issue && formatTexts[issue.format as keyof typeof formatTexts]
  const message =
    input === undefined ? texts.noField : formatText ? texts.format(formatText) : zodText(issue)
  return [{ path, message: message + hintText(fieldPath(path)) }]
}

function hintText(field: string): string {
  const example = exampleOf(field)
  if (example !== undefined) return texts.example(example)
  const names = fieldNames(field)
  return names.length > 0 ? texts.possibleFields(names) : ''
}

function firstIssuePerField(issues: readonly IssueText[]): IssueText[] {
  const firstIssues = new Map<string, IssueText>()
  for (const issue of issues) {
    const field = fieldPath(issue.path)
    if (!firstIssues.has(field)) firstIssues.set(field, issue)
  }
  return [...firstIssues.values()]
}
