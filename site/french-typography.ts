import { inFrench } from '../shared/texts/french-typography.ts'

/** Typesets the text of a page and the attributes that are read; tags stay as they are. */
export function typesetPage(html: string): string {
  return html.replace(/<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g, (piece) =>
    piece.startsWith('<')
      ? piece.replace(readAttributes, (value) => typeset(value))
      : typeset(piece).replace(unbrokenWords, '<span class="app-unbroken">$&</span>'),
  )
}

/** Scripts show the sentences of `data-…`. */
const readAttributes = /(?<= (?:alt|title|placeholder|aria-label|data-[\w-]+)=")[^"]*/g

/** Keeps « e- » from ending a line. A non-breaking hyphen would be another letter to whoever searches the page. */
const unbrokenWords = /\b(?:e-mails?|cel(?:le|ui)-ci)\b/gi

const typeset = (text: string) => inFrench(text.replaceAll('&#39;', "'"))
