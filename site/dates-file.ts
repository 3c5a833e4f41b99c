import { createHash } from 'node:crypto'
import type { Election } from '../shared/domain/election/election.ts'
import { datesFileTexts } from '../shared/texts/election/dates-file.ts'
import { titleOf } from '../shared/texts/rehearsal.ts'

/** Maximum length of a line, excluding its line break (RFC 5545, 3.1) */
const maxLineOctets = 75

/** Returns an iCalendar file (RFC 5545). Must yield the same bytes for the same election, since their digest names the file. */
export function voteCalendar(election: Election): string {
  const { organiser, dates } = election
  const title = titleOf(election)
  const id = createHash('sha256').update(`${organiser}\n${title}`).digest('hex').slice(0, 16)
  const event = (name: 'opens' | 'closes', at: Date) => [
    'BEGIN:VEVENT',
    // The UID is independent of the date, so importing a later file moves the event.
    `UID:${name}-${id}@reassort`,
    `DTSTAMP:${toUtc(at)}`,
    `DTSTART:${toUtc(at)}`,
    `SUMMARY:${escapeText(datesFileTexts[name](title))}`,
    `DESCRIPTION:${escapeText(datesFileTexts.description)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Reassort//FR',
    'METHOD:PUBLISH',
    ...event('opens', dates.voteOpensAt),
    ...event('closes', dates.voteClosesAt),
    'END:VCALENDAR',
  ]
    .map((line) => `${foldLine(line)}\r\n`)
    .join('')
}

const toUtc = (date: Date) => date.toISOString().replace(/[-:]|\.\d+/g, '')

const escapeText = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')

/** 18 characters take at most 72 octets in UTF-8. */
const foldLine = (line: string) =>
  Buffer.byteLength(line) > maxLineOctets ? line.replace(/.{18}/gu, '$&\r\n ') : line
