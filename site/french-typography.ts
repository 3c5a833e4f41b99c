import { typesetFrench } from '../shared/texts/french-typography.ts'

export function typesetPage(html: string): string {
  return html.replace(/<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g, (piece) =>
    piece.startsWith('<')
      ? piece.replace(visibleAttributes, (value) => typeset(value))
      : typeset(piece).replace(unbrokenWords, '<span class="app-unbroken">$&</span>'),
  )
}

/** Attributes with text for readers; scripts display some `data-…` attributes. */
const visibleAttributes = /(?<= (?:alt|title|placeholder|aria-label|data-[\w-]+)=")[^"]*/g

/** Words kept on one line. A non-breaking hyphen would hide them from text search. */
const unbrokenWords = /\b(?:e-mails?|cel(?:le|ui)-ci)\b/gi

const typeset = (text: string) => typesetFrench(text.replaceAll('&#39;', "'"))
