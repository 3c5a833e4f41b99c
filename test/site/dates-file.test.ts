import { expect, test } from 'vitest'
import { voteCalendar } from '../../site/dates-file.ts'
import { builtSite, election } from './built-site.ts'

const { files, page, read } = builtSite()

const titled = (title: string, changes = {}) => voteCalendar({ ...election, ...changes, title })
const lines = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n')
const all = (calendar: string, name: string) =>
  lines(calendar).filter((line) => line.startsWith(`${name}:`))

test('the calendar file gives the opening and the close in UTC, under ids that ignore the dates', () => {
  const moved = { dates: { ...election.dates, voteOpensAt: new Date('2026-12-02T08:30:00Z') } }
  const calendar = titled('Vote', moved)
  const [opens] = all(calendar, 'DTSTART')
  expect(opens).toBe('DTSTART:20261202T083000Z')
  expect(all(calendar, 'DTSTART')).toHaveLength(2)
  const ids = all(calendar, 'UID')
  expect(new Set(ids).size).toBe(2)
  expect(all(titled('Vote'), 'UID')).toEqual(ids)
  expect(all(titled('Autre vote'), 'UID')).not.toEqual(ids)
  expect(titled('Vote', moved)).toBe(calendar)
})

test('the calendar file has lines of 75 octets at most, ends them with CRLF, and holds any title', () => {
  const title = `${'é'.repeat(60)} ; CAP, B\\C\n« 🗳 » END:VEVENT`
  const calendar = titled(title)
  expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of calendar.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(line).not.toContain('\ufffd')
  }
  expect(all(calendar, 'SUMMARY')[0]).toContain('\\; CAP\\, B\\\\C\\n« 🗳 » END:VEVENT')
  expect(all(calendar, 'END')).toHaveLength(3)
})

test('the space and the booth link to the calendar file', () => {
  const path = files().find((file) => file.endsWith('.ics')) ?? ''
  expect(read(path)).toBe(voteCalendar(election))
  for (const url of ['/espace/', '/vote/']) expect(page(url)).toContain(`href="${path}" download=`)
})
