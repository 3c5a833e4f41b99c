import { basename } from 'node:path'
import Table from 'cli-table3'
import { csvText, replaceFile } from '../write-files.ts'
import type { CheckedRoll } from './read-roll.ts'
import { mistakeCountText, otherMistakesText } from './roll-file-texts.ts'
import type { RollMistake } from './roll-mistakes.ts'
import { rollTexts } from './texts.ts'

type Mistakes = Pick<CheckedRoll, 'mistakes' | 'mistakeCount' | 'mistakenLineCount'>

/** A CSV that spreadsheets open as it is, for its owner only; whatever was there is replaced at once. */
export async function writeMistakes(path: string, mistakes: readonly RollMistake[]): Promise<void> {
  const rows = mistakes.map(({ line, column, email = '', message, fix }) => [
    String(line),
    column,
    email,
    message,
    fix,
  ])
  await replaceFile(
    path,
    csvText([['ligne', 'colonne', 'adresse', 'raison', 'à corriger ainsi'], ...rows]),
  )
}

/** Writes the mistakes to a file, and shows the first of them. @param json shows all of them, to a program */
export async function reportMistakes(checked: Mistakes, path: string, json = false): Promise<void> {
  await writeMistakes(path, checked.mistakes)
  if (json) console.log(mistakesJson(checked))
  else console.error(`${mistakesTable(checked, path)}\n${rollTexts.mistakes(path)}`)
}

const mostRows = 20

/**
 * For a terminal of 80 columns: the first mistakes, and how many more there are.
 *
 * @param path where `writeMistakes` wrote them
 */
export function mistakesTable(
  { mistakes, mistakeCount, mistakenLineCount }: Mistakes,
  path?: string,
): string {
  const table = new Table({
    head: ['Ligne', 'Colonne', 'Raison'],
    // Borders and padding take 10 of the 80.
    colWidths: [10, 18, 48],
    wordWrap: true,
    wrapOnWordBoundary: true,
    style: { head: [], border: [] },
  })
  const rows = mistakes.slice(0, mostRows)
  for (const { line, column, message } of rows) table.push([line, column, message])
  const others = mistakeCount - rows.length
  return [
    table.toString(),
    ...(others > 0 ? [otherMistakesText(others, path && basename(path))] : []),
    ...(path && mistakes.length < mistakeCount
      ? [
          `Les ${mistakes.length} premières erreurs sur ${mistakeCount} y sont : corrigez-les, puis recommencez.`,
        ]
      : []),
    mistakeCountText(mistakeCount, mistakenLineCount),
  ].join('\n')
}

/** What `--json` prints. */
export function mistakesJson({ mistakes, mistakeCount, mistakenLineCount }: Mistakes): string {
  return JSON.stringify({ mistakeCount, mistakenLineCount, mistakes }, null, 2)
}
