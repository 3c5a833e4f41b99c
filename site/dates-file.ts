import { createHash } from 'node:crypto'
import type { Election } from '../shared/domain/election/election.ts'
import { datesFileTexts } from '../shared/texts/election/dates-file.ts'
import { titleOf } from '../shared/texts/rehearsal.ts'

/** Longest line, without its break (RFC 5545, 3.1). */
const mostOctets = 75

/** The opening and closing of the vote as an iCalendar file (RFC 5545). The same election makes the same bytes. */
export function voteCalendar(election: Election): string {
  const { organiser, dates } = election
  const title = titleOf(election)
  const id = createHash('sha256').update(`${organiser}\n${title}`).digest('hex').slice(0, 16)
  const event = (name: 'opens' | 'closes', at: Date) => [
    'BEGIN:VEVENT',
    // The id does not depend on the date, so that a calendar moves its event when the date changes.
    `UID:${name}-${id}@reassort`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART:${utc(at)}`,
    `SUMMARY:${escaped(datesFileTexts[name](title))}`,
    `DESCRIPTION:${escaped(datesFileTexts.description)}`,
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
    .map((line) => `${folded(line)}\r\n`)
    .join('')
}

const utc = (date: Date) => date.toISOString().replace(/[-:]|\.\d+/g, '')

const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')

/** Folds a longer line every 18 characters, which have 72 octets at most; a continuation begins with a space. */
const folded = (line: string) =>
  Buffer.byteLength(line) > mostOctets ? line.replace(/.{18}/gu, '$&\r\n ') : line
