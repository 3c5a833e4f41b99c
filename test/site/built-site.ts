import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Election } from '../../shared/domain/election/election.ts'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { buildSite, buildStaffSite } from '../../site/build.ts'
import type { Site } from '../screenshots/open-state.ts'
import { knowingElection, staffedElection } from '../screenshots/sample-answers.ts'

export const election = parseElection(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../election.json'), 'utf8')),
)

const known = new Map<string, Site>()

function siteOf(built: Election, build: typeof buildSite): Site {
  const name = `${build.name} ${JSON.stringify(built)}`
  const site = known.get(name) ?? build(built)
  known.set(name, site)
  return site
}

export function builtSite(built: Election = election, build = buildSite) {
  const site = () => siteOf(built, build)
  const read = (path: string) => String(site().get(path.slice(1)))
  const files = () => Array.from(site().keys(), (path) => `/${path}`)
  return {
    site,
    files,
    read,
    page: (url: string) => read(fileOf(url)).replaceAll('’', "'"),
    script(name: string) {
      const named = new RegExp(`^/assets/${name}-[\\da-f]{8}\\.js$`)
      const path = files().find((path) => named.test(path))
      if (!path) throw new Error(`The site has no script ${name}`)
      return { path, code: read(path) }
    },
  }
}

export const sites = {
  voters: builtSite(),
  staffed: builtSite(staffedElection),
  knowing: builtSite(knowingElection),
  staff: builtSite(staffedElection, buildStaffSite),
}

export const fileOf = (url: string) => (url.endsWith('/') ? `${url}index.html` : url)

export const answersIn = (html: string) =>
  Array.from(html.matchAll(/<details([^>]*)>(.*?)<\/details>/gs), ([, tag = '', content = '']) => {
    const [summary = '', answer = ''] = content.split('</summary>')
    const [id = '', synonyms = ''] = ['id', 'data-synonyms'].map(
      (name) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1],
    )
    return { id, synonyms, symptom: textOf(summary), answer, text: textOf(content) }
  })

export const wordCount = (text: string) =>
  text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length

export const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
