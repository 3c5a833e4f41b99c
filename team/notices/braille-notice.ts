import { identifierText } from '../../shared/domain/voter/identifier.ts'
import {
  emailText,
  groupText,
  type NoticeText,
  noSchoolText,
  schoolLabel,
  spelledLabel,
  spellOut,
  voterLabel,
} from '../../shared/texts/roll/notice.ts'
import { wrapText } from '../../shared/tooling/wrap-text.ts'
import { fullName, type NoticeRow } from './notice-rows.ts'

const cellsPerLine = 30
const linesPerPage = 25

/** Keeps accents, since embossers translate letters into cells. */
export function brailleNotice(text: NoticeText, row: NoticeRow): string {
  const groups = identifierText(row.identifier).split(' ')
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
      ...groups.map(
        (group, index) => `${groupText(index + 1, groups.length)}\u00a0: ${spellOut(group)}`,
      ),
    ],
    [text.secrecy],
    [text.aboutSymbols],
    [text.dates.heading, ...text.dates.items],
    [text.site.heading, text.site.url],
    [text.steps.heading, ...text.steps.items.map((step, index) => `${index + 1}. ${step}`)],
    [text.loss.heading, ...text.loss.items],
    [text.ballots.heading, ...text.ballots.items],
    [text.helpdesk.heading, ...text.helpdesk.items],
  ]
  return paginate(parts.map((part) => part.flatMap((words) => linesOf(plainText(words)))))
}

function paginate(parts: string[][]): string {
  const pages: string[][] = []
  for (const part of parts) {
    const lastPage = pages.at(-1)
    if (lastPage && lastPage.length + 1 + part.length <= linesPerPage) lastPage.push('', ...part)
    else
      for (let index = 0; index < part.length; index += linesPerPage)
        pages.push(part.slice(index, index + linesPerPage))
  }
  return pages.map((lines) => `${lines.join('\n')}\n`).join('\f')
}

const linesOf = (words: string) =>
  wrapText(words, (line) => line.length <= cellsPerLine).map((line) => line.replace(/\u00a0/g, ' '))

function plainText(words: string): string {
  return words
    .replace(/«\s?/g, '"')
    .replace(/\s?»/g, '"')
    .replace(/’/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/…/g, '...')
    .replace(/→/g, '')
    .trim()
}
