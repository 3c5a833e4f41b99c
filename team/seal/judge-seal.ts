import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import {
  digestOf,
  digestsOf,
  inGroupsOfFour,
  lastSeal,
  type Seal,
  sealedSubjects,
} from '../../shared/domain/ledger/seal.ts'
import { interventionLine } from '../../shared/texts/ledger/head-mail.ts'
import { moment } from '../../shared/texts/moments.ts'
import { blocks, type Finding, ok, warning } from '../preflight/finding.ts'
import { differencesIn, type Reading, subjectIn } from './reading.ts'
import { verifyTexts as texts } from './texts.ts'

/** Returns the seal with the typed digest, otherwise the last seal. */
export function sealOf(
  interventions: readonly Intervention[],
  input: string | undefined,
): Seal | undefined {
  const isTyped = ({ digests }: Intervention) => digests && digestOf(digests) === input
  return lastSeal(interventions.filter(isTyped)) ?? lastSeal(interventions)
}

/** @param input digest from the signed page */
export function judgeSeal(
  { at, by, digests }: Seal,
  input: string | undefined,
  timeZone: string,
): Finding[] {
  const digest = digestOf(digests)
  const sealLine = ok(texts.sealed(moment(at, timeZone), by, inGroupsOfFour(digest)))
  if (input === undefined) return [sealLine]
  return [sealLine, input === digest ? ok(texts.sameAsTyped) : blocks(texts.notAsTyped)]
}

/** Lists all other seals, and each deployment or repair after this one. */
export function interventionsSince(
  interventions: readonly Intervention[],
  seal: Seal,
  timeZone: string,
): Finding[] {
  return interventions.flatMap(({ interventionId, kind, at, by, reason, subject, confirms }) => {
    const isOther = kind === 'seal' && interventionId !== seal.interventionId
    // A repair without approval was only requested.
    const isDone = kind === 'deployment' || (kind === 'repair' && confirms !== undefined)
    if (!isOther && !(isDone && at > seal.at)) return []
    const line = { at, kind, by, reason: reason ?? subject ?? '' }
    return [warning(texts.intervention(interventionLine(line, (when) => moment(when, timeZone))))]
  })
}

export function judgeSubjects(seal: Seal, reading: Reading) {
  const all = differencesIn(seal.digests, reading)
  return Object.fromEntries(
    sealedSubjects.map((subject) => {
      const differences = all.filter(({ name }) => subjectIn(name) === subject)
      const unread = reading.unread.filter(({ of }) => subjectIn(of) === subject)
      const asSealed = texts.asSealed(Object.keys(digestsOf(subject, seal.digests)).length)
      const findings = [
        ...(differences.length > 0 ? [blocks(texts.notAsSealed(differences))] : []),
        ...new Map(unread.map(({ finding }) => [finding.text, finding])).values(),
      ]
      return [subject, findings.length > 0 ? findings : [ok(asSealed)]]
    }),
  ) as Record<(typeof sealedSubjects)[number], Finding[]>
}
