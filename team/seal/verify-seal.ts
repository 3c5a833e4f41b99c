import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import {
  digestOf,
  digestsOf,
  formatDigest,
  lastSeal,
  type Seal,
  sealedSubjects,
} from '../../shared/domain/ledger/seal.ts'
import { interventionLine } from '../../shared/texts/ledger/head-mail.ts'
import { moment } from '../../shared/texts/moments.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { CommandError } from '../command-error.ts'
import { blocker, type Finding, ok, warning } from '../preflight/finding.ts'
import { printFindings } from '../preflight/print-findings.ts'
import type { Target, TargetOptions } from '../reach-election.ts'
import { readDeployed } from './read-deployed.ts'
import { differencesOf, type Reading, subjectOf } from './reading.ts'
import { sealSubjects, sealTexts, verifyTexts as texts } from './texts.ts'

export async function runVerifySeal(
  target: Target,
  { digest }: TargetOptions & { digest?: string },
): Promise<number> {
  const typedDigest = digest?.replace(/\s/g, '').toLowerCase()
  if (typedDigest !== undefined && !/^[0-9a-f]{64}$/.test(typedDigest))
    throw new CommandError(texts.invalidDigest, 2)
  const { deployment, election } = target
  const { database, outputs } = deployment
  const interventions = await dynamoInterventions(database, outputs.InterventionsTable).list()
  const seal = sealOf(interventions, typedDigest)
  if (!seal) throw new CommandError(texts.noSeal)
  console.error(sealTexts.readingProgress)
  const reading = await readDeployed(target, seal.digests)
  const findings = {
    seal: [
      ...judgeSeal(seal, typedDigest, election.timeZone),
      ...interventionWarnings(interventions, seal, election.timeZone),
    ],
    ...judgeSubjects(seal, reading),
  }
  console.log(texts.title(titleOf(election)))
  return printFindings(findings, sealSubjects, { blocker: texts.differenceMark }, texts.summary)
}

export function sealOf(
  interventions: readonly Intervention[],
  typedDigest: string | undefined,
): Seal | undefined {
  const hasTypedDigest = ({ digests }: Intervention) => digests && digestOf(digests) === typedDigest
  return lastSeal(interventions.filter(hasTypedDigest)) ?? lastSeal(interventions)
}

export function judgeSeal(
  { at, by, digests }: Seal,
  typedDigest: string | undefined,
  timeZone: string,
): Finding[] {
  const digest = digestOf(digests)
  const sealLine = ok(texts.sealSummary(moment(at, timeZone), by, formatDigest(digest)))
  if (typedDigest === undefined) return [sealLine]
  return [sealLine, typedDigest === digest ? ok(texts.sameDigest) : blocker(texts.otherDigest)]
}

export function interventionWarnings(
  interventions: readonly Intervention[],
  seal: Seal,
  timeZone: string,
): Finding[] {
  return interventions.flatMap(({ interventionId, kind, at, by, reason, subject, confirms }) => {
    const isOtherSeal = kind === 'seal' && interventionId !== seal.interventionId
    const isCompletedChange = kind === 'deployment' || (kind === 'repair' && confirms !== undefined)
    if (!isOtherSeal && !(isCompletedChange && at > seal.at)) return []
    const line = { at, kind, by, reason: reason ?? subject ?? '' }
    return [warning(texts.intervention(interventionLine(line, (when) => moment(when, timeZone))))]
  })
}

export function judgeSubjects(seal: Seal, reading: Reading) {
  const allDifferences = differencesOf(seal.digests, reading)
  return Object.fromEntries(
    sealedSubjects.map((subject) => {
      const differences = allDifferences.filter(({ name }) => subjectOf(name) === subject)
      const unreadItems = reading.unreadItems.filter(({ name }) => subjectOf(name) === subject)
      const unchangedText = texts.unchangedItems(
        Object.keys(digestsOf(subject, seal.digests)).length,
      )
      const findings = [
        ...(differences.length > 0 ? [blocker(texts.changedItems(differences))] : []),
        ...new Map(unreadItems.map(({ finding }) => [finding.text, finding])).values(),
      ]
      return [subject, findings.length > 0 ? findings : [ok(unchangedText)]]
    }),
  ) as Record<(typeof sealedSubjects)[number], Finding[]>
}
