import { type Digests, sha256 } from '../../shared/domain/ledger/seal.ts'
import { verifyTexts as texts } from '../../shared/texts/ledger/seal-command.ts'
import { unknown } from '../preflight/finding.ts'
import { runSideBySide } from '../side-by-side.ts'
import { type BuiltSite, type BuiltSites, filesByAddress } from '../smoke/look-at-site.ts'
import { NoAnswerError, noAnswer, type SiteClient } from '../smoke/site-client.ts'
import type { Reading, Unread } from './reading.ts'

const sideBySide = 6

/** What the names of a site's pages begin with: `page /vote/`, `page staff:/accueil/`. */
const beginnings = { voters: 'page ', staff: 'page staff:' } as const

type SiteName = keyof typeof beginnings

/** The pages, and what they need, as they are made here: by the path that a browser asks for. */
export function digestsOfPages(sites: BuiltSites): Digests {
  const ofSite = (site: SiteName, built: BuiltSite = new Map()) =>
    filesByAddress(built).map(([address, content]) => [beginnings[site] + address, sha256(content)])
  return Object.fromEntries([...ofSite('voters', sites.voters), ...ofSite('staff', sites.staff)])
}

/** As CloudFront serves them. @param names of what was sealed, or is to be */
export async function readPages(
  client: SiteClient,
  site: SiteName,
  names: readonly string[],
): Promise<Reading> {
  const beginning = beginnings[site]
  const ofSite = names.filter((name) => name.startsWith(`${beginning}/`))
  const digests: Record<string, string> = {}
  const unread: Unread[] = []
  try {
    await runSideBySide(ofSite, sideBySide, async (name) => {
      const path = name.slice(beginning.length)
      const { status, body } = await client.send('GET', path)
      if (status === 200) digests[name] = sha256(body)
      // An outage is no other page.
      if (status >= 500) unread.push({ of: name, finding: unknown(texts.siteFails(path, status)) })
    })
    return { digests, unread }
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error
    const finding = unknown(noAnswer(error.message))
    return { digests: {}, unread: ofSite.map((of) => ({ of, finding })) }
  }
}
