import { inFrench } from '../shared/texts/french-typography.ts'

/** A page as French prints it. The renderer writes an apostrophe of a value as an entity. */
export function typesetPage(html: string): string {
  return withUnbrokenWords(inFrench(html.replaceAll('&#39;', "'")))
}

/** No line ends with « e- ». A hyphen that does not break would be another letter to who searches the page. */
function withUnbrokenWords(html: string): string {
  return html.replace(/>[^<]+</g, (text) =>
    text.replace(/\b(?:e-mails?|cel(?:le|ui)-ci)\b/gi, '<span class="app-unbroken">$&</span>'),
  )
}
