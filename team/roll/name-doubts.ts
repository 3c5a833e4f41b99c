import { characterName } from '../notices/texts.ts'
import { garbled } from './read-cells.ts'
import type { CorrectionEntry } from './read-entry.ts'
import type { Wrong } from './roll-mistakes.ts'

interface NamedLine {
  line: number
  entry: Pick<CorrectionEntry, 'firstName' | 'lastName' | 'email'>
}

/** Matches most names; no rule below doubts them. */
const usualName = /^[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ '’-]*$/

/** Signs that stand for a lost letter, an accent read as Mac Roman, an HTML entity or a JSON escape. */
const damagedText = /[?¿¡§\ufffd\p{Sc}\p{Sm}\p{So}]|&#?\w+;|\\u[\da-fA-F]{4}/u

/** Some names begin with an apostrophe; a damaged letter has its own rule. */
const leadingSign = /^(?!['’‘ʼ?¿\ufffd])[\p{P}\p{S}\p{N}]/u

/** Reports names that are probably wrong. Returns lines in another script, which may well be right. */
export function doubtNames(
  lines: readonly NamedLine[],
  doubt: (line: NamedLine, column: 'first_name' | 'last_name', wrong: Wrong) => void,
): number[] {
  const foreignLines: number[] = []
  const inCapitals: Record<'first' | 'last', NamedLine[]> = { first: [], last: [] }
  for (const one of lines) {
    const { firstName = '', lastName = '' } = one.entry
    const doubts = [doubtOf(firstName), doubtOf(lastName)]
    if (doubts[0]) doubt(one, 'first_name', doubts[0])
    if (doubts[1]) doubt(one, 'last_name', doubts[1])
    const isDoubtful = doubts.some(Boolean)
    if (!isDoubtful && foreignLetter.test(firstName + lastName)) foreignLines.push(one.line)
    const [first, last] = [isInCapitals(firstName), isInCapitals(lastName)]
    if (firstName && lastName && first !== last) inCapitals[first ? 'first' : 'last'].push(one)
  }
  for (const one of exceptions(inCapitals.first, inCapitals.last)) {
    doubt(one, 'last_name', { code: 'name-swapped' })
  }
  return foreignLines
}

function doubtOf(name: string): Wrong | undefined {
  if (name === '' || usualName.test(name)) return undefined
  if (leadingSign.test(name)) return { code: 'name-sign' }
  if (garbled.test(name) || damagedText.test(name)) return { code: 'text-garbled' }
  const letter = foreignInWord(name)
  return letter === undefined ? undefined : { code: 'name-mixed', detail: characterName(letter) }
}

const latin = /\p{Script=Latin}/u
const foreignLetter = /[\p{L}--[\p{Script=Latin}\p{Script=Common}]]/v

/** @returns a letter of another script within a word of Latin letters */
function foreignInWord(name: string): string | undefined {
  const words = name.match(/[\p{L}\p{M}]+/gu) ?? []
  return words.flatMap((word) => (latin.test(word) ? (foreignLetter.exec(word) ?? []) : []))[0]
}

const isInCapitals = (name: string) => /\p{Lu}.*\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name)

const fewestUsual = 10

/** @returns the rarer of two ways to write, if nine lines of ten are written the other way */
function exceptions<Line>(one: Line[], other: Line[]): Line[] {
  const [rare, common] = one.length < other.length ? [one, other] : [other, one]
  return common.length >= fewestUsual && common.length >= 9 * rare.length ? rare : []
}
