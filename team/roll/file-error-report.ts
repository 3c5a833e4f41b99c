import { csvText, replaceFile } from '../write-files.ts'
import { type FileErrorList, maxListedErrors, type RollFileError } from './file-errors.ts'
import type { CheckedRoll } from './read-roll.ts'
import { rollTexts as texts } from './texts.ts'

export interface ReportOptions {
  errors: string
  acceptNames?: boolean
}

export async function writeFileErrors(
  path: string,
  errors: readonly RollFileError[],
): Promise<void> {
  const rows = errors.map(({ line, column, email, message, fix }) => [
    String(line),
    column,
    email,
    message,
    fix,
  ])
  const heading = ['ligne', 'colonne', 'adresse', 'raison', 'à corriger ainsi']
  await replaceFile(path, csvText([heading, ...rows]))
}

export async function passesChecks(
  { errors, doubts }: Pick<CheckedRoll, 'errors' | 'doubts'>,
  { errors: path, acceptNames = false }: ReportOptions,
): Promise<boolean> {
  const isDoubtful = doubts.count > 0
  const report = [
    ...(errors.count > 0 ? [fileErrorsText(errors)] : []),
    ...(isDoubtful ? [fileErrorsText(doubts, texts.doubts)] : []),
  ]
  const isAccepted = errors.count === 0 && (acceptNames || !isDoubtful)
  if (!isAccepted) {
    await writeFileErrors(path, [...errors.items, ...doubts.items].slice(0, maxListedErrors))
    if (isDoubtful && !acceptNames) report.push(texts.acceptNamesHint)
    report.push(texts.errorFileHint(path))
  }
  if (report.length > 0) console.error(report.join('\n'))
  return isAccepted
}

const maxShownErrors = 20

export function fileErrorsText(
  { items: listedErrors, count, lineCount }: FileErrorList,
  summary: (errorCount: number, lineCount: number) => string = texts.errors,
): string {
  const shownErrors = listedErrors.slice(0, maxShownErrors)
  const otherCount = count - shownErrors.length
  return [
    ...shownErrors.map(({ line, column, message }) => texts.error(line, column, message)),
    ...(otherCount > 0 ? [texts.remainder(otherCount)] : []),
    summary(count, lineCount),
  ].join('\n')
}
