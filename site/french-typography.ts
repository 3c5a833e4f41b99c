import { inFrench } from '../shared/texts/french-typography.ts'

/** A page as French prints it: its text and what is read of its attributes. Tags stay as they are. */
export function typesetPage(html: string): string {
  return html.replace(/<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g, (piece) =>
    piece.startsWith('<')
      ? piece.replace(readAttributes, (value) => typeset(value))
      : typeset(piece).replace(unbrokenWords, '<span class="app-unbroken">$&</span>'),
  )
}

/** Scripts show the sentences of `data-…`. */
const readAttributes = /(?<= (?:alt|title|placeholder|aria-label|data-[\w-]+)=")[^"]*/g

/** No line ends with « e- ». A hyphen that does not break would be another letter to who searches the page. */
const unbrokenWords = /\b(?:e-mails?|cel(?:le|ui)-ci)\b/gi

/** The renderer writes an apostrophe of a value as an entity. */
const typeset = (text: string) => inFrench(text.replaceAll('&#39;', "'"))
