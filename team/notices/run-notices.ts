import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { CommandError } from '../command-error.ts'
import { withProgressBar } from '../progress-bar.ts'
import { printNotices } from './print-notices.ts'
import { noticesCommandText as texts } from './texts.ts'

export interface NoticesOptions {
  out: string
  election: string
  site: string
}

export async function runPrint(
  path: string,
  { out, election: file, site }: NoticesOptions,
): Promise<number> {
  const siteUrl = siteAddress(site)
  if (!siteUrl) throw new CommandError(texts.notHttps(site), 2)
  const election = readElectionFile(file)
  const { domain } = election.site
  if (domain && !isAddressOf(domain, siteUrl))
    throw new CommandError(texts.notItsAddress(siteUrl, file, domain), 2)
  const outcome = await withProgressBar('Impression des notices', 'rate', (bar) =>
    printNotices({ path, folder: out, election, siteUrl, progress: bar.at }),
  )
  if (isNameOfAws(siteUrl)) console.error(texts.nameOfAws(siteUrl))
  if (outcome.notPrinted.length > 0) console.error(texts.notPrinted(outcome.notPrinted))
  console.log(texts.printed(outcome.notices, outcome.files, out))
  return 0
}

/** Characters that a page and its QR code show well. */
const maxLength = 120

/** True for CloudFront's own name, which is lost with the deployment. */
const isNameOfAws = (siteUrl: string) => new URL(siteUrl).hostname.endsWith('.cloudfront.net')

export const isAddressOf = (domain: string, siteUrl: string) =>
  siteUrl === `https://${domain}` || new URL(siteUrl).hostname === 'localhost'

/** @returns the address to print; undefined unless it is https, or on this machine */
export function siteAddress(input: string): string | undefined {
  if (!URL.canParse(input) || input.length > maxLength) return undefined
  const { protocol, hostname, username, password, search, hash, origin, pathname } = new URL(input)
  const isLocal = protocol === 'http:' && hostname === 'localhost'
  if (protocol !== 'https:' && !isLocal) return undefined
  // One address for all: nothing in it may identify a voter.
  if (username || password || search || hash) return undefined
  return `${origin}${pathname}`.replace(/\/$/, '')
}
