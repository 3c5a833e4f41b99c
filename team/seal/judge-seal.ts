import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import {
  digestOf,
  digestsOf,
  inFours,
  type Seal,
  sealedSubjects,
} from '../../shared/domain/ledger/seal.ts'
import { moment } from '../../shared/texts/moments.ts'
import { blocks, type Finding, ok, warning } from '../preflight/finding.ts'
import { differencesIn, type Reading, subjectIn } from './reading.ts'
import { verifyTexts as texts } from './texts.ts'

export interface References {
  typed: string | undefined
  kept: Seal | undefined
  inJournal: Seal | undefined
}

/** Whether it is the seal that somebody kept, in whatever form they kept it. */
export function judgeSeal(
  { at, by, digests }: Seal,
  { typed, kept, inJournal }: References,
  timeZone: string,
): Finding[] {
  const digest = digestOf(digests)
  const isInJournal = inJournal !== undefined && digestOf(inJournal.digests) === digest
  return [
    ok(texts.posed(moment(at, timeZone), by, inFours(digest))),
    ...(kept ? [isInJournal ? ok(texts.sameAsJournal) : blocks(texts.notInJournal)] : []),
    ...(typed !== undefined
      ? [typed === digest ? ok(texts.sameAsTyped) : blocks(texts.notAsTyped)]
      : []),
  ]
}

/** Other seals, earlier ones too, and each deployment or repair after this one. */
export function interventionsSince(
  interventions: readonly Intervention[],
  seal: Seal,
  timeZone: string,
): Finding[] {
  // The file beside the page names it without the kind, as pages that were signed do.
  const own = [seal.interventionId, `seal/${seal.interventionId}`]
  return interventions.flatMap(({ interventionId, kind, at, by, reason, subject, confirms }) => {
    const isOther = kind === 'seal' && !own.includes(interventionId)
    // A repair that one person asked for and nobody approved was not done.
    const isDone = kind === 'deployment' || (kind === 'repair' && confirms !== undefined)
    if (!isOther && !(isDone && at > seal.at)) return []
    return [warning(texts.intervention(kind, moment(at, timeZone), by, reason ?? subject))]
  })
}

export function judgeSubjects(seal: Seal, reading: Reading) {
  const all = differencesIn(seal.digests, reading)
  return Object.fromEntries(
    sealedSubjects.map((subject) => {
      const other = all.filter(({ name }) => subjectIn(name) === subject)
      const unread = reading.unread.filter(({ of }) => subjectIn(of) === subject)
      const asSealed = texts.asSealed(subject, Object.keys(digestsOf(subject, seal.digests)).length)
      const findings = [
        ...(other.length > 0 ? [blocks(texts.notAsSealed(subject, other))] : []),
        ...unread.map(({ finding }) => finding),
      ]
      return [subject, findings.length > 0 ? findings : [ok(asSealed)]]
    }),
  ) as Record<(typeof sealedSubjects)[number], Finding[]>
}
