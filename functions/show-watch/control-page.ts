import { type Figure, type Figures, ownFigures } from '../../shared/domain/figures.ts'
import { fileOpenings } from '../../shared/domain/ledger/intervention.ts'
import { inFours } from '../../shared/domain/ledger/seal.ts'
import type { ToldIntervention } from '../../shared/domain/ledger/told-intervention.ts'
import { countedTerritories } from '../../shared/domain/sms/territory.ts'
import {
  type Place,
  type Section,
  section,
  stateSection,
  type TerritoryCounts,
} from '../../shared/domain/staff/watched-sections.ts'
import { countText, isHidden } from '../../shared/texts/election/small-counts.ts'
import { interventionWord } from '../../shared/texts/ledger/intervention-names.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import { controlTexts as texts } from '../../shared/texts/staff/control-page.ts'
import { unreadTexts } from '../../shared/texts/staff/staff-pages.ts'
import type { LedgerSeen } from './read-ledger.ts'

const mostShown = 50

/** @param seen undefined when it could not be read @param recipients to how many its end is mailed */
export function ledgerSections(
  seen: LedgerSeen | undefined,
  recipients: number,
  place: Place,
): Section[] {
  if (!seen) return [section(texts.ledger, { tone: 'wrong', lines: [unreadTexts.ledger] })]
  return [
    sealSection(seen, place),
    headSection(seen, recipients, place),
    interventionsSection(seen, place),
  ]
}

function sealSection({ last }: LedgerSeen, { timeZone }: Place): Section {
  const seal = last?.soFar.seal
  if (!seal) return section(texts.seal, { lines: [texts.notSealed] })
  return section(texts.seal, {
    lines: [
      texts.sealed(seal.at, timeZone, seal.by),
      texts.sealNotVerified,
      ...(seal.digest ? [texts.sealDigest] : []),
    ],
    ...(seal.digest && { copy: inFours(seal.digest) }),
  })
}

function headSection(
  { last, mailed }: LedgerSeen,
  recipients: number,
  { timeZone, now }: Place,
): Section {
  if (!last) return section(texts.ledger, { lines: [texts.noHead] })
  const sent = mailed
    ? texts.mailed(mailed.head.head.number, mailed.at, timeZone, now)
    : texts.notMailed
  return section(texts.ledger, {
    lines: [
      texts.head(last.head.number, last.head.at, timeZone, now),
      texts.chain,
      texts.hash(inFours(last.head.hash)),
      ...(recipients > 0 ? [texts.notice, sent] : [texts.noRecipient]),
    ],
    ...(recipients > 0 && mailed && { copy: mailed.head.signed }),
  })
}

function interventionsSection({ last }: LedgerSeen, { timeZone, now }: Place): Section {
  const { counts, latest } = last?.soFar ?? { counts: {}, latest: [] }
  const shown = latest.slice(-mostShown).reverse()
  const row = ({ at, kind, step, reason }: ToldIntervention) => [
    nearMoment(at, timeZone, now),
    interventionWord(kind, step),
    reason ?? texts.noReason,
  ]
  return section(texts.interventions, {
    lines: [
      texts.meaning,
      ...(shown.length === 0 ? [texts.noIntervention] : []),
      texts.openedFiles(fileOpenings.map((kind) => countText(counts[kind] ?? 0))),
      texts.filesMeaning,
    ],
    ...(shown.length > 0 && {
      table: {
        caption: texts.interventionsCaption(shown.length),
        columns: [...texts.columns],
        rows: shown.map(row),
      },
    }),
  })
}

export interface Counted {
  /** Wherever: of which territory, nobody counts. */
  cancelled: number
  territories: TerritoryCounts[]
  refusals: { reason: keyof typeof texts.reasons; refused: number }[]
}

const reasons = Object.keys(texts.reasons) as (keyof typeof texts.reasons)[]

/** All that was counted since requests opened: some seventy figures, whatever the election's size. */
export function readCounts(
  figures: Pick<Figures, 'told'>,
  election: { territories: readonly string[] },
  span: { from: Date; to: Date },
): Promise<Counted> {
  const { accepted, sent, delivered, receipts, identifiersUsed, requestsRefused } = ownFigures
  return figures.told(span, (sum) => ({
    territories: countedTerritories(election).map((territory) => {
      const ofHere = (figure: Figure) => sum(figure, { territory })
      const arrived = ofHere(delivered)
      return {
        ...{ territory, arrived, asked: ofHere(accepted), left: ofHere(sent) },
        ...{ failed: ofHere(receipts) - arrived, used: ofHere(identifiersUsed) },
      }
    }),
    refusals: reasons.map((reason) => ({ reason, refused: sum(requestsRefused, { reason }) })),
    cancelled: sum(ownFigures.cancelled),
  }))
}

/** Shows no number that could name somebody. @param counted undefined when it could not be read */
export function countSections(
  counted: Counted | undefined,
  since: Date,
  { timeZone, now }: Place,
): Section[] {
  const heading = texts.counts(since, timeZone, now)
  if (now < since) return [section(heading, { lines: [texts.notOpen] })]
  if (!counted) return [section(heading, { tone: 'wrong', lines: [unreadTexts.counts] })]
  return [stateSection(counted.territories, heading, counted.cancelled), refusalSection(counted)]
}

function refusalSection({ refusals }: Counted): Section {
  const some = refusals.filter(({ refused }) => refused > 0)
  if (some.length === 0) return section(texts.refusals, { lines: [texts.noRefusal] })
  // In no order of what is hidden.
  const rank = (refused: number) => (isHidden(refused) ? 0 : refused)
  const ordered = some.toSorted((one, other) => rank(other.refused) - rank(one.refused))
  return section(texts.refusals, {
    table: {
      caption: texts.refusalsCaption,
      columns: [texts.reason, texts.refused],
      rows: ordered.map(({ reason, refused }) => [texts.reasons[reason], countText(refused)]),
    },
  })
}
