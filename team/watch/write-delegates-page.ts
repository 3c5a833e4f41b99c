import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import nunjucks from 'nunjucks'
import type { Election } from '../../shared/domain/election/election.ts'
import { watchTexts } from '../../shared/texts/election/watch-command.ts'
import { pageTexts as texts } from '../../shared/texts/election/watched-page.ts'
import { withFrenchSpaces } from '../../shared/texts/french-typography.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { colourProperties } from '../../shared/tooling/page-palettes.ts'
import { pageValues } from './delegates-page.ts'
import type { Reading } from './read-figures.ts'

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(import.meta.dirname), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
})

environment.addFilter('fr', withFrenchSpaces)

/**
 * Writes the page of the delegates, and beside it the same that a browser loads again by itself: who reads slowly, or
 * hears it, needs one that stays (WCAG 2.2.1). What stands there is replaced as a whole, and by whole figures only.
 * @returns whether it was written
 */
export function writePage(
  file: string,
  reading: Reading,
  election: Election,
  everySeconds: number,
): boolean {
  const values = pageValues(reading, election.timeZone)
  if (!values) {
    console.error(watchTexts.pageKept(file))
    return false
  }
  const automatic = automaticFile(file)
  try {
    replace(file, pageHtml(election, values, { other: automatic }))
    replace(automatic, pageHtml(election, values, { other: file, everySeconds }))
    return true
  } catch (error) {
    console.error(watchTexts.pageNotWritten(file, (error as NodeJS.ErrnoException).code ?? ''))
    return false
  }
}

export function pageHtml(
  election: Election,
  values: NonNullable<ReturnType<typeof pageValues>>,
  { other, everySeconds }: { other: string; everySeconds?: number },
): string {
  return environment.render('delegates-page.njk', {
    ...values,
    texts,
    labels: Object.values(texts.columns),
    election,
    title: titleOf(election),
    colours: colourProperties(election.site.brandColour),
    other: encodeURIComponent(basename(other)),
    refreshSeconds: everySeconds ?? 0,
  })
}

/** `point.html` is refreshed as `point-auto.html`. */
function automaticFile(file: string): string {
  const extension = extname(file)
  return `${file.slice(0, file.length - extension.length)}-auto${extension}`
}

/** Who opens it meanwhile sees the one or the other, never half of one. */
function replace(file: string, html: string): void {
  const draft = `${file}.${randomUUID()}.tmp`
  try {
    // In a folder that others write to, it follows no link of theirs.
    writeFileSync(draft, html, { flag: 'wx' })
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
