import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { digestOf, lastSeal, type Seal } from '../../shared/domain/ledger/seal.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import type { Finding } from '../preflight/finding.ts'
import { printFindings } from '../preflight/print-findings.ts'
import { type ReachOptions, withDeployment } from '../reach-election.ts'
import { interventionsSince, judgeSeal, judgeSubjects } from './judge-seal.ts'
import { readDeployed } from './read-deployed.ts'
import { differencesIn, type Reading } from './reading.ts'
import { readSealFile } from './seal-file.ts'
import { sealSubjects, sealTexts, verifyTexts as texts } from './texts.ts'

export interface VerifySealOptions extends ReachOptions {
  /** The file that was written beside the page. */
  page?: string
  /** As printed on the page. */
  digest?: string
}

/**
 * `npm run verify-seal`
 * @returns the exit code: 1 when something differs or nothing was sealed, 2 when it was not understood, 3 when all that
 *   was read is as sealed and something could not be read
 */
export function runVerifySeal(options: VerifySealOptions): Promise<number> {
  const typed = options.digest?.replace(/\s/g, '').toLowerCase()
  if (typed !== undefined && !/^[0-9a-f]{64}$/.test(typed)) {
    console.error(texts.notDigest)
    return Promise.resolve(2)
  }
  return withDeployment(options, async (reached) => {
    const { deployment, election } = reached
    const interventions = await dynamoInterventions(
      deployment.database,
      deployment.outputs.InterventionsTable,
    ).all()
    const inJournal = lastSeal(interventions)
    const kept = options.page === undefined ? undefined : readSealFile(options.page, election.name)
    if (options.page !== undefined && !kept) {
      console.error(texts.noFile(options.page))
      return 1
    }
    const seal = kept ?? inJournal
    if (!seal) {
      console.error(texts.none)
      return 1
    }
    if (!options.json) console.error(sealTexts.reading)
    const reading = await readDeployed(reached, seal.digests)
    const found = {
      seal: [
        ...judgeSeal(seal, { typed, kept, inJournal }, election.timeZone),
        ...interventionsSince(interventions, seal, election.timeZone),
      ],
      ...judgeSubjects(seal, reading),
    }
    if (options.json) return tellAsJson(seal, found, reading)
    console.log(texts.title(titleOf(election)))
    return printFindings(found, sealSubjects, { blocks: texts.differs }, texts.summary)
  })
}

function tellAsJson(seal: Seal, found: Record<string, Finding[]>, reading: Reading): number {
  const findings = Object.values(found).flat()
  const isAsSealed = findings.every(({ verdict }) => verdict !== 'blocks')
  const told = {
    isAsSealed,
    sealedAt: seal.at,
    by: seal.by,
    digest: digestOf(seal.digests),
    differences: differencesIn(seal.digests, reading),
    unread: reading.unread.map(({ of }) => of),
    findings: found,
  }
  console.log(JSON.stringify(told, null, 2))
  if (!isAsSealed) return 1
  return reading.unread.length > 0 ? 3 : 0
}
