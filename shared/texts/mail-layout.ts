import { htmlEscape } from 'escape-goat'
import { withFrenchSpaces } from './french-spaces.ts'
import { zoneName } from './zone-name.ts'

export interface MailText {
  subject: string
  text: string
  html: string
}

/** What every mail says of the election. */
export interface Letterhead {
  title: string
  organiser: string
  timeZone: string
  /** White text on `brandColour` can be read: the site refuses any other. */
  site: { brandColour: string }
  helpdesk: { phone: string; email: string; hours: string }
}

/** A button; its address also stands in clear. */
interface Action {
  label: string
  link: string
}

interface MailContent {
  /** Holds nothing personal: it shows on locked screens. */
  subject: string
  firstName: string
  /** Paragraphs, and one action at most, in the order they are read. */
  body: (string | Action)[]
}

type Piece = string | { text: string; href: string }

type Block =
  | { lines: Piece[][]; look: 'paragraph' | 'aside' | 'footnote' }
  | (Action & { look: 'action' })

/** Writes a mail twice, as plain text and as HTML, from one list of blocks. */
export function layOut(letterhead: Letterhead, content: MailContent): MailText {
  const { subject } = content
  const blocks = blocksOf(letterhead, content)
  return {
    subject,
    text: `${blocks.map(textOf).join('\n\n')}\n`,
    html: htmlOf(letterhead, subject, blocks),
  }
}

function blocksOf(letterhead: Letterhead, { firstName, body }: MailContent): Block[] {
  const { title, organiser, timeZone, helpdesk } = letterhead
  const { phone, email, hours } = helpdesk
  return [
    paragraph(`Bonjour ${firstName},`),
    ...body.map((part): Block => {
      if (typeof part === 'string') return paragraph(part)
      return { look: 'action', label: typeset(part.label), link: part.link }
    }),
    {
      look: 'aside',
      lines: [
        [
          typeset('Assistance : '),
          { text: typeset(phone), href: `tel:${phone.replace(/[^+\d]/g, '')}` },
          ' ou ',
          { text: email, href: `mailto:${email}` },
          typeset(`, ${hours}.`),
        ],
        ["L'assistance ne vous demandera jamais votre mot de passe ni votre identifiant électeur."],
      ],
    },
    paragraph(`Les heures sont données en ${zoneName(timeZone)}.`),
    paragraph('Cordialement,', organiser),
    {
      look: 'footnote',
      lines: [[typeset(`${title} — message automatique, merci de ne pas y répondre.`)]],
    },
  ]
}

function paragraph(...lines: string[]): Block {
  return { look: 'paragraph', lines: lines.map((line) => [typeset(line)]) }
}

/** On one line, with French no-break spaces; what is invisible or turns the text round is left out. */
function typeset(text: string): string {
  return withFrenchSpaces(text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/\p{Cf}/gu, ''))
}

function textOf(block: Block): string {
  if (block.look === 'action') return `${block.label}\n${block.link}`
  return block.lines
    .map((line) => line.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join(''))
    .join('\n')
}

const font = 'font-family:Arial,Helvetica,sans-serif'
const body = `${font};font-size:16px;line-height:1.5;color:#0b0c0c`
const small = `${font};font-size:14px;line-height:1.5;color:#505a5f`
const table = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'

// Tables and inline styles: Outlook lays out with Word's engine, and some readers drop <style>. The
// conditional comments are Outlook's, which ignores max-width.
function htmlOf({ title, organiser, site }: Letterhead, subject: string, blocks: Block[]): string {
  const brand = site.brandColour
  return [
    '<!DOCTYPE html>',
    '<html lang="fr">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    htmlEscape`<title>${subject}</title>`,
    '</head>',
    '<body style="margin:0;padding:0;background-color:#f3f2f1">',
    `<table ${table} width="100%" lang="fr" bgcolor="#f3f2f1"><tr><td align="center" style="padding:16px 8px">`,
    `<!--[if mso]><table ${table} width="600"><tr><td><![endif]-->`,
    `<table ${table} width="100%" style="max-width:600px;background-color:#ffffff">`,
    htmlEscape`<tr><td align="left" bgcolor="${brand}" style="padding:16px 20px;background-color:${brand};${font};line-height:1.4;color:#ffffff">`,
    htmlEscape`<strong style="font-size:20px">${typeset(title)}</strong><br><span style="font-size:16px">${typeset(organiser)}</span>`,
    '</td></tr>',
    `<tr><td align="left" style="padding:24px 20px 8px;word-break:break-word">`,
    ...blocks.map((block) => blockHtml(block, brand)),
    '</td></tr>',
    '</table>',
    '<!--[if mso]></td></tr></table><![endif]-->',
    '</td></tr></table>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function blockHtml(block: Block, brand: string): string {
  if (block.look === 'action') return actionHtml(block, brand)
  const lines = block.lines.map((line) => line.map((piece) => pieceHtml(piece, brand)).join(''))
  const opening = {
    paragraph: htmlEscape`<p style="margin:0 0 16px;${body}">`,
    aside: htmlEscape`<p style="margin:0 0 16px;padding:4px 0 4px 12px;border-left:4px solid ${brand};${body}">`,
    footnote: htmlEscape`<p style="margin:0 0 16px;${small}">`,
  }[block.look]
  return `${opening}${lines.join('<br>\n')}</p>`
}

function pieceHtml(piece: Piece, brand: string): string {
  if (typeof piece === 'string') return htmlEscape(piece)
  return htmlEscape`<a href="${piece.href}" style="color:${brand}">${piece.text}</a>`
}

// Outlook gives a link no padding: there, its cell has it.
function actionHtml({ label, link }: Action, brand: string): string {
  return [
    `<table ${table} style="margin:8px 0 12px"><tr>`,
    htmlEscape`<td bgcolor="${brand}" style="background-color:${brand};mso-padding-alt:12px 20px">`,
    htmlEscape`<a href="${link}" style="display:inline-block;padding:12px 20px;${font};font-size:16px;line-height:1.4;font-weight:bold;color:#ffffff;text-decoration:none">${label}</a>`,
    '</td></tr></table>',
    htmlEscape`<p style="margin:0 0 16px;${small}">${typeset('Le bouton ne marche pas ? Copiez cette adresse dans votre navigateur :')}<br>`,
    htmlEscape`<span style="word-break:break-all">${link}</span></p>`,
  ].join('\n')
}
