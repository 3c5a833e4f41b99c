import { emailField } from '../../shared/contract/fields.ts'
import { mailbox } from '../../shared/contract/new-email.ts'
import { type BirthDate, readBirthDate } from '../../shared/domain/voter/birth-date.ts'
import { type Numen, readNumen } from '../../shared/domain/voter/numen.ts'
import {
  canonicalEmail,
  type NoticeFormat,
  noticeFormats,
} from '../../shared/domain/voter/voter.ts'
import type { RollMistakeCode, RollMistakeDetails } from './mistake-texts.ts'
import { shown } from './roll-mistakes.ts'

/** What a cell that is not empty says, or what is wrong with it. */
export type Cell<Value> =
  | { value: Value }
  | { wrong: RollMistakeCode; details?: Omit<RollMistakeDetails, 'column'> }

/** Refuses what the API would refuse at sign-in, and what nobody could type there. */
export function readEmail(cell: string): Cell<string> {
  const email = canonicalEmail(cell)
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/u.test(email)) return { wrong: 'email-invisible' }
  if (emailField.safeParse(email).success) return { value: email }
  return { wrong: 'email-malformed', details: { value: shown(cell) } }
}

/** An address that the service will write to: of whoever is on the roll already, it may be another. */
export function readNewEmail(cell: string): Cell<string> {
  const read = readEmail(cell)
  if ('wrong' in read || mailbox.test(read.value)) return read
  const foreign = [...new Set(read.value.match(/[^\x20-\x7e]/gu))]
  if (foreign.length > 0) return { wrong: 'email-foreign-letter', details: { known: foreign } }
  return { wrong: 'email-malformed', details: { value: shown(cell) } }
}

// « Ã© » was « é » in UTF-8, read as Windows-1252; U+FFFD stands for what could not be read.
const garbled = /[ÂÃ][\u0080-\u00bfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€|\ufffd/

export const readName = (cell: string) => readText(cell, 100)

export const readSchool = (cell: string) => readText(cell, 120)

/** One line that no page or spreadsheet takes for anything else. */
function readText(cell: string, maximum: number): Cell<string> {
  const text = cell.normalize('NFC').trim()
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return { wrong: 'text-control' }
  if (/[<>]/.test(text)) return { wrong: 'text-bracket' }
  if (/^[=+@#]/.test(text)) return { wrong: 'text-formula' }
  if (/:\/\/|\bwww\.|\S@\S/i.test(text)) return { wrong: 'text-address' }
  if (garbled.test(text)) return { wrong: 'text-garbled' }
  if (text.length <= maximum) return { value: text }
  return { wrong: 'text-too-long', details: { expected: maximum, found: text.length } }
}

export function readNumenCell(cell: string): Cell<Numen> {
  const numen = readNumen(cell)
  if (numen) return { value: numen }
  const compact = cell.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  // Scientific notation, or the zero lost that it began with.
  const isDamaged = /^\d+([.,]\d+)?E\+?\d+$/i.test(compact) || readNumen(`0${compact}`)
  if (isDamaged) return { wrong: 'numen-damaged' }
  return { wrong: 'numen-malformed', details: { found: [...compact].length } }
}

export function readBirthDateCell(cell: string, now: Date): Cell<BirthDate> {
  const typed = cell.trim()
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(typed)) return { wrong: 'birth-date-two-digit-year' }
  if (/^\d{4,5}([.,]0+)?$/.test(typed)) return { wrong: 'birth-date-serial' }
  const french = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(typed)
  const [, day = '', , month = '', year = ''] = french ?? []
  const iso = french ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : typed
  const read = readBirthDate(iso, now)
  return 'value' in read ? read : { wrong: `birth-date-${read.error}` }
}

/** @param ballots the election's, by the ids */
export function readBallots(cell: string, ballots: ReadonlySet<string>): Cell<string[]> {
  const ids = cell
    .toLowerCase()
    .split(/[\s|+/;,]+/)
    .filter(Boolean)
  const known = [...ballots]
  if (ids.length === 0) return { wrong: 'ballots-missing', details: { known } }
  const unknown = ids.find((id) => !ballots.has(id))
  if (unknown === undefined) return { value: [...new Set(ids)] }
  return { wrong: 'ballots-unknown', details: { known, value: shown(unknown) } }
}

export function readFormat(cell: string): Cell<NoticeFormat> {
  const typed = cell
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  const format = noticeFormats.find((name) => name === typed)
  if (format) return { value: format }
  return { wrong: 'format-unknown', details: { known: noticeFormats, value: shown(cell.trim()) } }
}
