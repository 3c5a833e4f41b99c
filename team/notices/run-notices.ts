import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { CommandError } from '../command-error.ts'
import { withProgressBar } from '../progress-bar.ts'
import { printNotices } from './print-notices.ts'
import { isAddressOf, isNameOfAws, siteAddress } from './site-address.ts'
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
