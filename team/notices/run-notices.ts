import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { withProgressBar } from '../progress-bar.ts'
import { explained } from '../reach-election.ts'
import { printNotices } from './print-notices.ts'
import { isAddressOf, isNameOfAws, siteAddress } from './site-address.ts'
import { noticesCommandText as texts } from './texts.ts'

export interface NoticesOptions {
  out: string
  election: string
  site: string
}

const misuse = 2

export async function runPrint(
  path: string,
  { out, election: file, site }: NoticesOptions,
): Promise<number> {
  const siteUrl = siteAddress(site)
  if (!siteUrl) {
    console.error(texts.notHttps(site))
    return misuse
  }
  try {
    const election = readElectionFile(file)
    const { domain } = election.site
    if (domain && !isAddressOf(domain, siteUrl)) {
      console.error(texts.notItsAddress(siteUrl, file, domain))
      return misuse
    }
    const outcome = await withProgressBar('Impression des notices', 'rate', (bar) =>
      printNotices({ path, folder: out, election, siteUrl, progress: bar.at }),
    )
    if ('refused' in outcome) {
      console.error(outcome.refused)
      return 1
    }
    if (isNameOfAws(siteUrl)) console.error(texts.nameOfAws(siteUrl))
    if (outcome.notPrinted.length > 0) console.error(texts.notPrinted(outcome.notPrinted))
    console.log(texts.printed(outcome.notices, outcome.files, out))
    return 0
  } catch (error) {
    console.error(explained(error))
    return 1
  }
}
