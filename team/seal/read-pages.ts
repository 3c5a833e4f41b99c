import { type Digests, sha256 } from '../../shared/domain/ledger/seal.ts'
import { type BuiltSite, type BuiltSites, filesByUrl } from '../smoke/check-site.ts'
import type { SiteClient } from '../smoke/site-client.ts'
import { type Reading, readAll } from './reading.ts'

const prefixes = { voters: 'page ', staff: 'page staff:' } as const

export type SiteName = keyof typeof prefixes

export function digestsOfPages(sites: BuiltSites): Digests {
  const digest = (site: SiteName, built: BuiltSite = new Map()) =>
    filesByUrl(built).map(([url, content]) => [prefixes[site] + url, sha256(content)])
  return Object.fromEntries([...digest('voters', sites.voters), ...digest('staff', sites.staff)])
}

export async function readPages(
  client: SiteClient,
  site: SiteName,
  names: readonly string[],
): Promise<Reading> {
  const prefix = prefixes[site]
  const pageNames = names.filter((name) => name.startsWith(`${prefix}/`))
  return readAll(
    pageNames.map((name) => {
      const path = name.slice(prefix.length)
      return {
        action: `GET ${path}`,
        names: [name],
        async read(): Promise<Digests> {
          const { status, body } = await client.send('GET', path)
          // An outage must not count as a difference.
          if (status >= 500) throw Object.assign(new Error(), { name: String(status) })
          return status === 200 ? { [name]: sha256(body) } : {}
        },
      }
    }),
  )
}
