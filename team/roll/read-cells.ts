import { emailField } from '../../shared/contract/fields.ts'
import { mailboxPattern } from '../../shared/contract/new-email.ts'
import { type Phone, readPhone } from '../../shared/domain/sms/phone.ts'
import {
  type BirthDate,
  type Numen,
  readBirthDate,
  readNumen,
} from '../../shared/domain/voter/identity.ts'
import {
  canonicalEmail,
  type NoticeFormat,
  noticeFormats,
} from '../../shared/domain/voter/voter.ts'
import { count } from '../../shared/texts/numbers.ts'
import { fieldTexts } from '../../shared/texts/problems.ts'
import { removeFormulaQuote } from '../write-files.ts'
import { type Fault, quotedText, type RollFileErrorCode } from './file-errors.ts'
import { simplifiedName } from './roll-columns.ts'

export type Cell<Value> = { value: Value } | Fault

export function readEmail(cell: string): Cell<string> {
  const email = canonicalEmail(cell)
  if (invisibleCharacter.test(email) || email.includes('\ufffd')) return { code: 'invisible' }
  if (emailField.safeParse(email).success) return { value: email }
  return { code: 'email-malformed', detail: quotedText(cell) }
}

export function readNewEmail(cell: string): Cell<string> {
  const result = readEmail(cell)
  if ('code' in result || mailboxPattern.test(result.value)) return result
  const letters = [...new Set(result.value.match(/[^\x20-\x7e]/gu))]
  if (letters.length > 0) return { code: 'email-foreign-letter', detail: letters.join(', ') }
  return { code: 'email-malformed', detail: quotedText(cell) }
}

const invisibleCharacter = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** Matches French letters in UTF-8 read as Windows-1252, such as « Ã© » for « é », and U+FFFD for unreadable bytes. */
export const garbledText = /[ÂÃÅ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€|\ufffd/

const textRules: readonly [RegExp, RollFileErrorCode][] = [
  [invisibleCharacter, 'invisible'],
  [/[<>]/, 'text-sign'],
  [/:\/\/|\bwww\.|\S@\S/i, 'text-address'],
]

const schoolRules: typeof textRules = [
  ...textRules,
  [/^[=+@#]/, 'text-sign'],
  [garbledText, 'text-garbled'],
]

export const readName = (cell: string) => readText(cell, 100, textRules)

export const readSchool = (cell: string) => readText(cell, 120, schoolRules)

function readText(cell: string, maximum: number, rules: typeof textRules): Cell<string> {
  const text = removeFormulaQuote(cell.normalize('NFC').trim())
  for (const [pattern, code] of rules) if (pattern.test(text)) return { code }
  if (text.length <= maximum) return { value: text }
  return { code: 'text-too-long', detail: `${count(text.length, 'caractère')} : ${maximum}` }
}

export function readNumenCell(cell: string): Cell<Numen> {
  const numen = readNumen(cell)
  if (numen) return { value: numen }
  const compactText = cell.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  // A number in scientific notation, or a NUMEN without its leading zero: spreadsheets make both.
  const isDamaged = /^\d+([.,]\d+)?E\+?\d+$/i.test(compactText) || readNumen(`0${compactText}`)
  if (isDamaged) return { code: 'numen-damaged' }
  return { code: 'numen-malformed', detail: count([...compactText].length, 'caractère') }
}

export function readBirthDateCell(cell: string, now: Date): Cell<BirthDate> {
  const date = readDate(cell)
  if ('code' in date) return date
  const result = readBirthDate(date.value, now)
  return 'value' in result ? result : { code: 'birth-date-out-of-range' }
}

export function readRequestDate(cell: string, today: string): Cell<string> {
  const date = readDate(cell)
  return 'code' in date || date.value <= today ? date : { code: 'request-to-come' }
}

export function readPhoneCell(cell: string, territories: readonly string[]): Cell<Phone> {
  const result = readPhone(cell, territories)
  if ('value' in result) return result
  return { code: 'phone-refused', detail: fieldTexts[`phone.${result.error}`] }
}

function readDate(cell: string): Cell<string> {
  const text = cell.trim()
  if (/^\d{4,5}([.,]0+)?$/.test(text)) return { code: 'date-serial' }
  const frenchDate = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text)
  const [, day = '', , month = '', year = ''] = frenchDate ?? []
  const isoDate = frenchDate ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  if (!/^\d{4}-\d{2}-\d{2}$/.test(isoDate)) return { code: 'date-malformed' }
  const date = new Date(isoDate)
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(isoDate)
  return isDate ? { value: isoDate } : { code: 'date-not-a-date' }
}

export function readBallots(cell: string, ballots: ReadonlySet<string>): Cell<string[]> {
  const ids = cell
    .toLowerCase()
    .split(/[\s|+/;,]+/)
    .filter(Boolean)
  if (ids.length === 0) return { code: 'missing' }
  const unknownId = ids.find((id) => !ballots.has(id))
  if (unknownId === undefined) return { value: [...new Set(ids)] }
  return { code: 'ballots-unknown', detail: quotedText(unknownId), names: [...ballots] }
}

export function readFormat(cell: string): Cell<NoticeFormat> {
  const format = noticeFormats.find((name) => name === simplifiedName(cell))
  if (format) return { value: format }
  return { code: 'format-unknown', detail: quotedText(cell.trim()), names: noticeFormats }
}
