import { csvText, replaceFile } from '../write-files.ts'
import type { CheckedRoll } from './read-roll.ts'
import { type MistakeList, maxItems, type RollFileError } from './roll-mistakes.ts'
import { rollTexts as texts } from './texts.ts'

export interface MistakeOptions {
  errors: string
  acceptNames?: boolean
}

export async function writeMistakes(
  path: string,
  mistakes: readonly RollFileError[],
): Promise<void> {
  const rows = mistakes.map(({ line, column, email, message, fix }) => [
    String(line),
    column,
    email,
    message,
    fix,
  ])
  const heading = ['ligne', 'colonne', 'adresse', 'raison', 'à corriger ainsi']
  await replaceFile(path, csvText([heading, ...rows]))
}

/** Reports mistakes and doubtful names. Returns true if the file may be applied. */
export async function passesChecks(
  { mistakes, doubts }: Pick<CheckedRoll, 'mistakes' | 'doubts'>,
  { errors, acceptNames = false }: MistakeOptions,
): Promise<boolean> {
  const isDoubtful = doubts.count > 0
  const report = [
    ...(mistakes.count > 0 ? [mistakesText(mistakes)] : []),
    ...(isDoubtful ? [mistakesText(doubts, texts.doubts)] : []),
  ]
  const passes = mistakes.count === 0 && (acceptNames || !isDoubtful)
  if (!passes) {
    await writeMistakes(errors, [...mistakes.items, ...doubts.items].slice(0, maxItems))
    if (isDoubtful && !acceptNames) report.push(texts.acceptNames)
    report.push(texts.nothingWritten(errors))
  }
  if (report.length > 0) console.error(report.join('\n'))
  return passes
}

const maxShown = 20

export function mistakesText(
  { items: kept, count, lineCount }: MistakeList,
  summary: (mistakes: number, lines: number) => string = texts.mistakes,
): string {
  const shown = kept.slice(0, maxShown)
  const otherCount = count - shown.length
  return [
    ...shown.map(({ line, column, message }) => texts.mistake(line, column, message)),
    ...(otherCount > 0 ? [texts.others(otherCount)] : []),
    summary(count, lineCount),
  ].join('\n')
}
