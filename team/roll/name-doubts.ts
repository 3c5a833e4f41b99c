import { characterName } from '../notices/texts.ts'
import type { Fault } from './file-errors.ts'
import { garbledText } from './read-cells.ts'
import type { CorrectionEntry } from './read-entry.ts'

interface NamedLine {
  line: number
  entry: Pick<CorrectionEntry, 'firstName' | 'lastName' | 'email'>
}

const usualName = /^[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ '’-]*$/

const damagedText = /[?¿¡§\ufffd\p{Sc}\p{Sm}\p{So}]|&#?\w+;|\\u[\da-fA-F]{4}/u

const leadingSign = /^(?!['’‘ʼ?¿\ufffd])[\p{P}\p{S}\p{N}]/u

export function findDoubtfulNames(
  lines: readonly NamedLine[],
  report: (line: NamedLine, column: 'first_name' | 'last_name', fault: Fault) => void,
): number[] {
  const foreignLines: number[] = []
  const capitalLines: Record<'first' | 'last', NamedLine[]> = { first: [], last: [] }
  for (const line of lines) {
    const { firstName = '', lastName = '' } = line.entry
    const doubts = [doubtOf(firstName), doubtOf(lastName)]
    if (doubts[0]) report(line, 'first_name', doubts[0])
    if (doubts[1]) report(line, 'last_name', doubts[1])
    const isDoubtful = doubts.some(Boolean)
    if (!isDoubtful && foreignLetter.test(firstName + lastName)) foreignLines.push(line.line)
    const [isFirstInCapitals, isLastInCapitals] = [isInCapitals(firstName), isInCapitals(lastName)]
    if (firstName && lastName && isFirstInCapitals !== isLastInCapitals)
      capitalLines[isFirstInCapitals ? 'first' : 'last'].push(line)
  }
  for (const line of rareLines(capitalLines.first, capitalLines.last)) {
    report(line, 'last_name', { code: 'name-swapped' })
  }
  return foreignLines
}

function doubtOf(name: string): Fault | undefined {
  if (name === '' || usualName.test(name)) return undefined
  if (leadingSign.test(name)) return { code: 'name-sign' }
  if (garbledText.test(name) || damagedText.test(name)) return { code: 'text-garbled' }
  const letter = findForeignLetter(name)
  return letter === undefined ? undefined : { code: 'name-mixed', detail: characterName(letter) }
}

const latinLetter = /\p{Script=Latin}/u
const foreignLetter = /[\p{L}--[\p{Script=Latin}\p{Script=Common}]]/v

function findForeignLetter(name: string): string | undefined {
  const words = name.match(/[\p{L}\p{M}]+/gu) ?? []
  return words.flatMap((word) =>
    latinLetter.test(word) ? (foreignLetter.exec(word) ?? []) : [],
  )[0]
}

const isInCapitals = (name: string) => /\p{Lu}.*\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name)

const minCommonLines = 10

function rareLines<Line>(lines: Line[], others: Line[]): Line[] {
  const [rare, common] = lines.length < others.length ? [lines, others] : [others, lines]
  return common.length >= minCommonLines && common.length >= 9 * rare.length ? rare : []
}
