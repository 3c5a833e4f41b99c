import { typesetFrench } from '../shared/texts/french-typography.ts'

export function typesetPage(html: string): string {
  return html.replace(/<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g, (piece) =>
    piece.startsWith('<')
      ? piece.replace(visibleAttributes, (value) => typeset(value))
      : typeset(piece).replace(unbrokenWords, '<span class="app-unbroken">$&</span>'),
  )
}

/** Includes `data-…` attributes, since scripts display some of them. */
const visibleAttributes = /(?<= (?:alt|title|placeholder|aria-label|data-[\w-]+)=")[^"]*/g

/** A non-breaking hyphen would hide these words from text search. */
const unbrokenWords = /\b(?:e-mails?|cel(?:le|ui)-ci)\b/gi

const typeset = (text: string) => typesetFrench(text.replaceAll('&#39;', "'"))
