import { inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import {
  emailText,
  groupText,
  type NoticeText,
  noSchoolText,
  schoolLabel,
  spelled,
  spelledLabel,
  voterLabel,
} from '../../shared/texts/roll/notice.ts'
import { fullName, type NoticeRow } from './notice-rows.ts'

/** A Braille page of A4 paper holds this many. */
const cellsPerLine = 30
const linesPerPage = 25

/**
 * Plain words for the embosser's own software, which translates letters into cells: accents stay, and nothing
 * stands for a look. Lines are short enough for every page, pages end with a form feed.
 */
export function brailleNotice(text: NoticeText, row: NoticeRow): string {
  const groups = inGroupsOfFour(row.identifier).split(' ')
  const parts: string[][] = [
    [text.organiser],
    [text.election],
    [text.kind],
    [
      `${voterLabel}\u00a0: ${fullName(row)}`,
      `${schoolLabel}\u00a0: ${row.school || noSchoolText}`,
      ...(row.email ? [emailText(row.email)] : []),
    ],
    [
      text.identifierLabel,
      groups.join(' '),
      `${spelledLabel}\u00a0:`,
      ...groups.map((group, at) => `${groupText(at + 1, groups.length)}\u00a0: ${spelled(group)}`),
    ],
    [text.secrecy],
    [text.aboutSymbols],
    [text.dates.heading, ...text.dates.items],
    [text.site.heading, text.site.url],
    [text.steps.heading, ...text.steps.items.map((step, at) => `${at + 1}. ${step}`)],
    [text.lost.heading, ...text.lost.items],
    [text.ballots.heading, ...text.ballots.items],
    [text.helpdesk.heading, ...text.helpdesk.items],
  ]
  return paginated(parts.map((part) => part.flatMap((words) => wrapped(plain(words)))))
}

/** A part that fits on one page is not cut in two. */
function paginated(parts: string[][]): string {
  const pages: string[][] = [[]]
  for (const part of parts) {
    let current = pages.at(-1) as string[]
    const needed = current.length === 0 ? part.length : part.length + 1
    if (current.length > 0 && current.length + needed > linesPerPage) {
      current = []
      pages.push(current)
    }
    if (current.length > 0) current.push('')
    for (const line of part) {
      if (current.length === linesPerPage) {
        current = []
        pages.push(current)
      }
      current.push(line)
    }
  }
  return pages.map((lines) => `${lines.join('\n')}\n`).join('\f')
}

function wrapped(words: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    for (let rest = word; rest !== ''; ) {
      const longer = line === '' ? rest : `${line} ${rest}`
      if (longer.length <= cellsPerLine) {
        line = longer
        rest = ''
      } else if (line !== '') {
        lines.push(line)
        line = ''
      } else {
        // An address is cut after one of these marks, when there is one.
        const mark = Math.max(
          ...['/', '@', '.'].map((one) => rest.lastIndexOf(one, cellsPerLine - 1)),
        )
        const end = mark > 8 ? mark + 1 : cellsPerLine
        lines.push(rest.slice(0, end))
        rest = rest.slice(end)
      }
    }
  }
  return (line === '' ? lines : [...lines, line]).map((one) => one.replace(/\u00a0/g, ' '))
}

/** What is on every keyboard: ordinary quotes and dashes. No-break spaces stay until lines are cut. */
function plain(words: string): string {
  return words
    .replace(/«\s?/g, '"')
    .replace(/\s?»/g, '"')
    .replace(/’/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/…/g, '...')
    .replace(/→/g, '')
    .trim()
}
