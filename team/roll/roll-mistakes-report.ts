import { csvText, replaceFile } from '../write-files.ts'
import type { CheckedRoll } from './read-roll.ts'
import type { RollMistake } from './roll-mistakes.ts'
import { rollTexts as texts } from './texts.ts'

type Mistakes = Pick<CheckedRoll, 'mistakes' | 'mistakeCount' | 'mistakenLineCount'>

/** Replaces a CSV that spreadsheets open as it is. */
export async function writeMistakes(path: string, mistakes: readonly RollMistake[]): Promise<void> {
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

export async function reportMistakes(checked: Mistakes, path: string): Promise<void> {
  await writeMistakes(path, checked.mistakes)
  console.error(`${mistakesText(checked)}\n${texts.nothingWritten(path)}`)
}

const mostShown = 20

export function mistakesText({ mistakes, mistakeCount, mistakenLineCount }: Mistakes): string {
  const shown = mistakes.slice(0, mostShown)
  const others = mistakeCount - shown.length
  return [
    ...shown.map(({ line, column, message }) => texts.mistake(line, column, message)),
    ...(others > 0 ? [texts.others(others)] : []),
    texts.mistakes(mistakeCount, mistakenLineCount),
  ].join('\n')
}
