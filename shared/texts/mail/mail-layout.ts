import { htmlEscape } from 'escape-goat'
import { typesetFrench } from '../french-typography.ts'
import { zoneName } from '../moments.ts'
import { isRehearsal, type ModeSetting, rehearsalTexts } from '../rehearsal.ts'

export interface MailContent {
  subject: string
  text: string
  html: string
}

export interface Letterhead extends ModeSetting {
  title: string
  organiser: string
  timeZone: string
  site: { brandColour: string }
  helpdesk: { phone: string; email: string; hours: string }
}

export interface MailFacts {
  firstName: string
  siteUrl: string
  at: Date
}

interface Action {
  label: string
  link: string
  isSecondary?: true
}

interface Code {
  code: string
}

export type MailBody = (string | Action | Code)[]

type TextRun = string | { text: string; href: string }

type Block =
  | { lines: TextRun[][]; kind: 'paragraph' | 'code' | 'aside' | 'footnote' }
  | (Action & { kind: 'action' })

/** @param title must not contain personal data, since locked screens show it */
export function layOut(
  letterhead: Letterhead,
  { firstName }: { firstName: string },
  title: string,
  body: MailBody,
): MailContent {
  const prefix = isRehearsal(letterhead) ? rehearsalTexts.prefix : ''
  const subject = typesetLine(`${prefix}${title}`)
  const blocks = blocksOf(letterhead, firstName, body)
  return {
    subject,
    text: `${blocks.map(blockText).join('\n\n')}\n`,
    html: htmlOf(letterhead, subject, blocks),
  }
}

function blocksOf(letterhead: Letterhead, firstName: string, body: MailBody): Block[] {
  const { title, organiser, timeZone, helpdesk } = letterhead
  const { phone, email, hours } = helpdesk
  return [
    ...(isRehearsal(letterhead) ? [paragraph(rehearsalTexts.mail)] : []),
    paragraph(`Bonjour ${firstName},`),
    ...body.map((part): Block => {
      if (typeof part === 'string') return paragraph(part)
      return 'code' in part ? { kind: 'code', lines: [[part.code]] } : { kind: 'action', ...part }
    }),
    paragraph('Cordialement,', organiser),
    {
      kind: 'aside',
      lines: [
        [
          'Assistance : ',
          { text: phone, href: `tel:${phone.replace(/[^+\d]/g, '')}` },
          ' ou ',
          { text: email, href: `mailto:${email}` },
          `, ${hours}.`,
        ],
        ["L'assistance ne vous demandera jamais votre mot de passe ni votre identifiant électeur."],
      ],
    },
    {
      kind: 'footnote',
      lines: [
        [`Les heures sont données en ${zoneName(timeZone)}.`],
        [`${title} — message automatique, merci de ne pas y répondre.`],
      ],
    },
  ]
}

function paragraph(...lines: string[]): Block {
  return { kind: 'paragraph', lines: lines.map((line) => [line]) }
}

function typesetLine(text: string): string {
  const line = text.replace(/(?:[^\S\u00a0]|\p{Cc})+/gu, ' ').replace(/\p{Cf}/gu, '')
  return typesetFrench(line)
    .replace(spaceBeforeMonth, '$1\u00a0')
    .replace(spaceAfterMonth, '$1\u00a0')
    .replace(/(à|vers) (?=\d{1,2}\u00a0h\b)/g, '$1\u00a0')
}

const monthPattern =
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre'
const spaceBeforeMonth = new RegExp(`(\\d|1er) (?=(${monthPattern})\\b)`, 'g')
const spaceAfterMonth = new RegExp(`\\b(${monthPattern}) (?=\\d{4}\\b)`, 'g')

function blockText(block: Block): string {
  if (block.kind === 'action') return `${typesetLine(block.label)}\n${block.link}`
  return block.lines.map((line) => line.map(textOfRun).join('')).join('\n')
}

const textOfRun = (run: TextRun) => typesetLine(typeof run === 'string' ? run : run.text)

const fontStyle = "font-family:-apple-system,'Segoe UI',Roboto,Arial,Helvetica,sans-serif"
const tableAttributes = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'

const lightColours = {
  paper: '#f7f5f1',
  card: '#ffffff',
  ink: '#1b2230',
  soft: '#525c6b',
  rule: '#e0dacf',
}
const darkColours = {
  paper: '#14181f',
  card: '#1d232d',
  ink: '#eceae6',
  soft: '#b0b7c3',
  rule: '#363f4d',
}

const bodyStyle = `${fontStyle};font-size:17px;line-height:1.5;text-wrap:pretty;color:${lightColours.ink}`
const smallStyle = `${fontStyle};font-size:14px;line-height:1.5;text-wrap:pretty;color:${lightColours.soft}`

// Mail clients that drop <style> show the inline light colours.
const styles = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  '@media (prefers-color-scheme:dark){',
  `.paper{background-color:${darkColours.paper}!important}`,
  `.card{background-color:${darkColours.card}!important}`,
  `.card,.rule{border-color:${darkColours.rule}!important}`,
  `.ink{color:${darkColours.ink}!important}`,
  `.soft{color:${darkColours.soft}!important}`,
  `.press{border-color:${darkColours.ink}!important}`,
  '}',
].join('')

// Classic Outlook for Windows renders with Word, which ignores `max-width`: hence tables and `[if mso]` comments.
function htmlOf({ title, organiser, site }: Letterhead, subject: string, blocks: Block[]): string {
  const { brandColour } = site
  return [
    '<!DOCTYPE html>',
    '<html lang="fr">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    htmlEscape`<title>${subject}</title>`,
    `<style>${styles}</style>`,
    '</head>',
    `<body class="paper" style="margin:0;padding:0;background-color:${lightColours.paper}">`,
    `<table ${tableAttributes} width="100%" lang="fr" class="paper" bgcolor="${lightColours.paper}" style="background-color:${lightColours.paper}"><tr><td align="center" style="padding:20px 10px 32px">`,
    `<!--[if mso]><table ${tableAttributes} width="600"><tr><td><![endif]-->`,
    `<table ${tableAttributes} width="100%" style="max-width:600px">`,
    `<tr><td align="left" style="padding:0 6px 14px">`,
    htmlEscape`<strong class="ink" style="${fontStyle};font-size:16px;line-height:1.4;color:${lightColours.ink}">${typesetLine(title)}</strong><br><span class="soft" style="${smallStyle}">${typesetLine(organiser)}</span>`,
    '</td></tr>',
    '</table>',
    `<table ${tableAttributes} width="100%" class="card" bgcolor="${lightColours.card}" style="max-width:600px;border-collapse:separate;background-color:${lightColours.card};border:1px solid ${lightColours.rule};border-radius:10px">`,
    htmlEscape`<tr><td align="left" style="padding:26px 18px 10px;border-top:6px solid ${brandColour};border-radius:10px;word-break:break-word">`,
    htmlEscape`<h1 class="ink" style="margin:0 0 20px;${fontStyle};font-size:22px;line-height:1.3;font-weight:bold;text-wrap:balance;color:${lightColours.ink}">${subject}</h1>`,
    ...blocks.map((block) => blockHtml(block, brandColour)),
    '</td></tr>',
    '</table>',
    '<!--[if mso]></td></tr></table><![endif]-->',
    '</td></tr></table>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function blockHtml(block: Block, brandColour: string): string {
  if (block.kind === 'action') return actionHtml(block, brandColour)
  const lines = block.lines.map((line) => line.map(htmlOfRun).join(''))
  const opening = {
    paragraph: `<p class="ink" style="margin:0 0 16px;${bodyStyle}">`,
    code: `<p class="ink" style="margin:0 0 16px;${bodyStyle};font-size:26px;font-weight:bold;letter-spacing:1px">`,
    aside: `<p class="ink rule" style="margin:24px 0 16px;padding:16px 0 0;border-top:1px solid ${lightColours.rule};${bodyStyle};font-size:15px">`,
    footnote: `<p class="soft" style="margin:0 0 16px;${smallStyle}">`,
  }[block.kind]
  return `${opening}${lines.join('<br>\n')}</p>`
}

function htmlOfRun(run: TextRun): string {
  const words = textOfRun(run)
  return typeof run === 'string'
    ? htmlEscape(words)
    : htmlEscape`<a class="ink" href="${run.href}" style="color:${lightColours.ink}">${words}</a>`
}

// Classic Outlook ignores a link's padding: `mso-padding-alt` pads the cell. `ses:no-track` keeps secret links untracked.
function actionHtml({ label, link, isSecondary }: Action, brandColour: string): string {
  const [classes, paper, edge, ink] = isSecondary
    ? ['press card', lightColours.card, lightColours.soft, lightColours.ink]
    : ['press', brandColour, brandColour, '#ffffff']
  return [
    `<table ${tableAttributes} style="margin:8px 0 14px;border-collapse:separate"><tr>`,
    htmlEscape`<td class="${classes}" bgcolor="${paper}" style="background-color:${paper};border:1px solid ${edge};border-radius:8px;mso-padding-alt:13px 18px">`,
    htmlEscape`<a ses:no-track class="${isSecondary ? 'ink' : ''}" href="${link}" style="display:inline-block;padding:13px 18px;${fontStyle};font-size:17px;line-height:1.3;font-weight:bold;color:${ink};text-decoration:none">${typesetLine(label)}</a>`,
    '</td></tr></table>',
    `<p class="soft" style="margin:0 0 16px;${smallStyle}">${typesetLine('Le bouton ne marche pas ? Copiez cette adresse dans votre navigateur :')}<br>`,
    htmlEscape`<span class="ink" style="color:${lightColours.ink};word-break:break-all">${link}</span></p>`,
  ].join('\n')
}
