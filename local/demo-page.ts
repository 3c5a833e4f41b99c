import nunjucks from 'nunjucks'
import { timeOfDay } from '../shared/texts/moments.ts'
import { zoneName } from '../shared/texts/zone-name.ts'

/** Of the pages that a person looks at, whatever the machine's own. */
export const demoTimeZone = 'Europe/Paris'

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(import.meta.dirname),
  // Off for variables that a page has in some of its states only.
  { autoescape: true, throwOnUndefined: false },
)

/** @param sitePort of the voter site: the handset and the mailbox have the next two */
export function demoPage(
  place: 'handset' | 'mailbox',
  sitePort: number,
  values: Record<string, unknown>,
): string {
  const places = {
    site: `http://localhost:${sitePort}/`,
    handset: `http://localhost:${sitePort + 1}/`,
    mailbox: `http://localhost:${sitePort + 2}/`,
  }
  return environment.render(`${place}.njk`, {
    ...values,
    place,
    places,
    zone: zoneName(demoTimeZone),
  })
}

export const demoClock = (at: Date | string) => timeOfDay(at, demoTimeZone)
