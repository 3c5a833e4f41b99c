import { named } from '../notices/texts.ts'
import { garbled } from './read-cells.ts'
import type { Wrong } from './roll-mistakes.ts'

/** Matches most names; no rule below doubts them. */
const usualName = /^[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ '’-]*$/

/** Signs that stand for a lost letter, an accent read as Mac Roman, an HTML entity or a JSON escape. */
const damagedText = /[?¿¡§\ufffd\p{Sc}\p{Sm}\p{So}]|&#?\w+;|\\u[\da-fA-F]{4}/u

/** Some names begin with an apostrophe; a damaged letter has its own rule. */
const leadingSign = /^(?!['’‘ʼ?¿\ufffd])[\p{P}\p{S}\p{N}]/u

/** Returns why a name is probably wrong. */
export function doubtOf(name: string): Wrong | undefined {
  if (name === '' || usualName.test(name)) return undefined
  if (leadingSign.test(name)) return { code: 'name-sign' }
  if (garbled.test(name) || damagedText.test(name)) return { code: 'text-garbled' }
  const letter = foreignInWord(name)
  return letter === undefined ? undefined : { code: 'name-mixed', detail: named(letter) }
}

const latin = /\p{Script=Latin}/u
const foreignLetter = /[\p{L}--[\p{Script=Latin}\p{Script=Common}]]/v

/** @returns a letter of another script within a word of Latin letters */
function foreignInWord(name: string): string | undefined {
  const words = name.match(/[\p{L}\p{M}]+/gu) ?? []
  return words.flatMap((word) => (latin.test(word) ? (foreignLetter.exec(word) ?? []) : []))[0]
}
