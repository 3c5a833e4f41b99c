import { htmlEscape } from 'escape-goat'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import {
  emailText,
  groupText,
  type NoticeText,
  noSchoolText,
  noticeTitle,
  schoolLabel,
  spelledLabel,
  spellOut,
  voterLabel,
} from '../../shared/texts/roll/notice.ts'
import { fullName, type NoticeRow } from './notice-rows.ts'

export function htmlNotice(text: NoticeText, brand: string, row: NoticeRow): string {
  const { election, organiser, kind, secrecy, aboutSymbols, dates, site, steps, loss } = text
  const name = fullName(row)
  const groups = identifierText(row.identifier).split(' ')
  const url = htmlEscape(site.url)
  return `${[
    '<!DOCTYPE html>',
    '<html lang="fr">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<meta name="referrer" content="no-referrer">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${htmlEscape(`${noticeTitle(name)} – ${election}`)}</title>`,
    `<style>${style(brand)}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<p class="organiser">${htmlEscape(organiser)}</p>`,
    `<h1>${htmlEscape(election)}</h1>`,
    paragraph(kind),
    `<p>${htmlEscape(voterLabel)}&nbsp;: <strong>${htmlEscape(name)}</strong><br>${htmlEscape(schoolLabel)}&nbsp;: ${htmlEscape(row.school || noSchoolText)}</p>`,
    ...(row.email ? [paragraph(emailText(row.email))] : []),
    '<section class="identifier">',
    `<h2>${htmlEscape(text.identifierLabel)}</h2>`,
    `<p class="symbols">${htmlEscape(groups.join(' '))}</p>`,
    `<p>${htmlEscape(spelledLabel)}&nbsp;:</p>`,
    '<ol>',
    ...groups.map(
      (group, index) =>
        `<li>${htmlEscape(groupText(index + 1, groups.length))}&nbsp;: ${htmlEscape(spellOut(group))}.</li>`,
    ),
    '</ol>',
    `<p><strong>${htmlEscape(secrecy)}</strong></p>`,
    paragraph(aboutSymbols),
    '</section>',
    ...section(dates),
    `<h2>${htmlEscape(site.heading)}</h2>`,
    `<p><a href="${url}">${url}</a></p>`,
    ...section(steps, 'ol'),
    ...section(loss),
    ...section(text.ballots),
    ...section(text.helpdesk),
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`
}

function section({ heading, items }: { heading: string; items: string[] }, list = 'ul'): string[] {
  return [
    `<h2>${htmlEscape(heading)}</h2>`,
    `<${list}>`,
    ...items.map((item) => `<li>${htmlEscape(item)}</li>`),
    `</${list}>`,
  ]
}

const paragraph = (words: string) => `<p>${htmlEscape(words)}</p>`

function style(brand: string): string {
  return [
    'body{margin:0;background:#fff;color:#0b0c0c;font:1.25rem/1.6 Arial,Helvetica,sans-serif}',
    'main{max-width:42rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}',
    `h1,h2{color:${brand};line-height:1.25}`,
    '.organiser{font-weight:bold}',
    `.identifier{border:3px solid ${brand};padding:0 1rem}`,
    '.symbols{font:bold 2rem/1.4 "DejaVu Sans Mono",Consolas,Menlo,monospace}',
    'li{margin-bottom:.5rem}',
    `a{color:${brand}}`,
    '@media print{.identifier,h2+p{break-inside:avoid}h2{break-after:avoid}}',
  ].join('')
}
