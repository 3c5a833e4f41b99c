import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { CommandError } from '../command-error.ts'
import { withProgressBar } from '../progress-bar.ts'
import { printNotices } from './print-notices.ts'
import { noticesCommandTexts as texts } from './texts.ts'

export interface PrintOptions {
  out: string
  election: string
  site: string
}

export async function runPrint(
  path: string,
  { out, election: file, site }: PrintOptions,
): Promise<number> {
  const siteUrl = readSiteUrl(site)
  if (!siteUrl) throw new CommandError(texts.insecureUrl(site), 2)
  const election = readElectionFile(file)
  const { domain } = election.site
  if (domain && !isUrlOfDomain(domain, siteUrl))
    throw new CommandError(texts.otherDomain(siteUrl, file, domain), 2)
  const outcome = await withProgressBar('Impression des notices', 'rate', (bar) =>
    printNotices({ path, folder: out, election, siteUrl, onProgress: bar.update }),
  )
  if (isCloudFrontUrl(siteUrl)) console.error(texts.awsDomain(siteUrl))
  if (outcome.unprintedTexts.length > 0) console.error(texts.unprintedNames(outcome.unprintedTexts))
  console.log(texts.printedNotices(outcome.noticeCount, outcome.fileCount, out))
  return 0
}

/** Longest URL, in characters, that a page and its QR code show well. */
const maxUrlLength = 120

const isCloudFrontUrl = (siteUrl: string) => new URL(siteUrl).hostname.endsWith('.cloudfront.net')

export const isUrlOfDomain = (domain: string, siteUrl: string) =>
  siteUrl === `https://${domain}` || new URL(siteUrl).hostname === 'localhost'

export function readSiteUrl(input: string): string | undefined {
  if (!URL.canParse(input) || input.length > maxUrlLength) return undefined
  const { protocol, hostname, username, password, search, hash, origin, pathname } = new URL(input)
  const isLocal = protocol === 'http:' && hostname === 'localhost'
  if (protocol !== 'https:' && !isLocal) return undefined
  // All notices have the same URL, so it must not identify a voter.
  if (username || password || search || hash) return undefined
  return `${origin}${pathname}`.replace(/\/$/, '')
}
