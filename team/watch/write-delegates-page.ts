import { basename, extname } from 'node:path'
import nunjucks from 'nunjucks'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Section } from '../../shared/domain/staff/watched-section.ts'
import { withFrenchSpaces } from '../../shared/texts/french-typography.ts'
import { colourProperties } from '../../shared/tooling/page-palettes.ts'
import { replaceFile } from '../write-files.ts'

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(import.meta.dirname), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
})

environment.addFilter('fr', withFrenchSpaces)

/** A web server may read the pages too. */
const readable = 0o666

interface Page {
  title: string
  readAt: string
  /** State of the vote: suspended, extended, and when it closes. */
  vote: string
  sections: Section[]
}

/** Writes two pages, of which one refreshes itself: screen readers need one that stays (WCAG 2.2.1). */
export async function writePage(
  file: string,
  page: Page,
  election: Pick<Election, 'organiser' | 'site'>,
  everySeconds: number,
): Promise<boolean> {
  const values = { election, ...page, colours: colourProperties(election.site.brandColour) }
  const automatic = automaticFile(file)
  const html = (other: string, refreshSeconds: number) =>
    environment.render('delegates-page.njk', { ...values, other: basename(other), refreshSeconds })
  try {
    await replaceFile(file, html(automatic, 0), readable)
    await replaceFile(automatic, html(file, everySeconds), readable)
    return true
  } catch (error) {
    console.error(
      `${file} n'a pas pu être écrit (${(error as NodeJS.ErrnoException).code ?? ''}) : celui qui s'y trouve est plus ancien.`,
    )
    return false
  }
}

/** `point.html` gives `point-auto.html`. */
function automaticFile(file: string): string {
  const extension = extname(file)
  return `${file.slice(0, file.length - extension.length)}-auto${extension}`
}
