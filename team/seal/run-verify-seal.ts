import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { CommandError } from '../command-error.ts'
import { printFindings } from '../preflight/print-findings.ts'
import type { Reached, ReachOptions } from '../reach-election.ts'
import { interventionsSince, judgeSeal, judgeSubjects, sealOf } from './judge-seal.ts'
import { readDeployed } from './read-deployed.ts'
import { sealSubjects, sealTexts, verifyTexts as texts } from './texts.ts'

export interface VerifySealOptions extends ReachOptions {
  digest?: string
}

/** Returns 1 if something differs or nothing was sealed, 2 for a malformed digest, 3 if something could not be read. */
export async function runVerifySeal(
  reached: Reached,
  { digest }: VerifySealOptions,
): Promise<number> {
  const typedDigest = digest?.replace(/\s/g, '').toLowerCase()
  if (typedDigest !== undefined && !/^[0-9a-f]{64}$/.test(typedDigest))
    throw new CommandError(texts.notDigest, 2)
  const { deployment, election } = reached
  const { database, outputs } = deployment
  const interventions = await dynamoInterventions(database, outputs.InterventionsTable).all()
  const seal = sealOf(interventions, typedDigest)
  if (!seal) throw new CommandError(texts.none)
  console.error(sealTexts.reading)
  const reading = await readDeployed(reached, seal.digests)
  const found = {
    seal: [
      ...judgeSeal(seal, typedDigest, election.timeZone),
      ...interventionsSince(interventions, seal, election.timeZone),
    ],
    ...judgeSubjects(seal, reading),
  }
  console.log(texts.title(titleOf(election)))
  return printFindings(found, sealSubjects, { blocks: texts.differs }, texts.summary)
}
