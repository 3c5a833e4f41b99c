import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Election, parseElection } from '../../shared/domain/election/election.ts'
import { buildSite, buildStaffSite } from '../../site/build.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { staffedElection } from '../screenshots/sample-answers.ts'

export const election = parseElection(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../election.json'), 'utf8')),
)

/** Of each site that this worker has built: to write its files again takes a tenth of the time. */
const known = new Map<string, Map<string, Buffer>>()

function writeSite(built: Election, build: typeof buildSite, directory: string): void {
  const site = `${build.name} ${JSON.stringify(built)}`
  const files = known.get(site)
  for (const [path, content] of files ?? []) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content)
  }
  if (files) return
  build(built, directory)
  const paths = filesIn(directory)
  known.set(site, new Map(paths.map((path) => [path, readFileSync(join(directory, path))])))
}

export function builtSite(built: Election = election, build = buildSite) {
  const directory = temporaryFolder(afterAll)
  beforeAll(() => writeSite(built, build, directory))

  const read = (path: string) => readFileSync(join(directory, path), 'utf8')
  const files = () => filesIn(directory)
  return {
    directory: () => directory,
    files,
    read,
    /** With ordinary apostrophes. */
    page: (url: string) => read(fileOf(url)).replaceAll('’', "'"),
    script(name: string) {
      const named = new RegExp(`^/assets/${name}-[\\da-f]{8}\\.js$`)
      const path = files().find((path) => named.test(path))
      if (!path) throw new Error(`The site has no script ${name}`)
      return { path, code: read(path) }
    },
  }
}

export const allSites = () => ({
  voters: builtSite(),
  staffed: builtSite(staffedElection),
  staff: builtSite(staffedElection, buildStaffSite),
})

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(directory, path)).isFile())
    .map((path) => `/${path}`)

export const fileOf = (url: string) => (url.endsWith('/') ? `${url}index.html` : url)

export const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
