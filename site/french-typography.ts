import { inFrench } from '../shared/texts/french-typography.ts'

/** A page as French prints it: its text and what is read of its attributes. Tags stay as they are. */
export function typesetPage(html: string): string {
  return html.replace(/<(?:"[^"]*"|'[^']*'|[^>"'])*>|[^<]+/g, (piece) =>
    piece.startsWith('<') ? withFrenchAttributes(piece) : withUnbrokenWords(typeset(piece)),
  )
}

/** The renderer writes an apostrophe of a value as an entity. */
const typeset = (text: string) => inFrench(text.replaceAll('&#39;', "'"))

/** Scripts show the sentences of `data-…`. */
function withFrenchAttributes(tag: string): string {
  return tag.replace(
    /( (?:alt|title|placeholder|aria-label|data-[\w-]+)=")([^"]*)/g,
    (_, name: string, value: string) => name + typeset(value),
  )
}

/** No line ends with « e- ». A hyphen that does not break would be another letter to who searches the page. */
function withUnbrokenWords(text: string): string {
  return text.replace(/\b(?:e-mails?|cel(?:le|ui)-ci)\b/gi, '<span class="app-unbroken">$&</span>')
}
