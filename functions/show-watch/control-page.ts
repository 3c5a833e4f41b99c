import { type Figures, ownFigures } from '../../shared/domain/figures.ts'
import { fileOpenings } from '../../shared/domain/ledger/intervention.ts'
import { inFours } from '../../shared/domain/ledger/seal.ts'
import type { ToldIntervention } from '../../shared/domain/ledger/told-intervention.ts'
import { countedTerritories } from '../../shared/domain/sms/territory.ts'
import {
  countText,
  fewerThanText,
  isHidden,
  moreThanText,
  totalText,
} from '../../shared/texts/election/small-counts.ts'
import { territoryText } from '../../shared/texts/election/watch-command.ts'
import { interventionWord } from '../../shared/texts/ledger/intervention-names.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import { controlTexts as texts } from '../../shared/texts/staff/control-page.ts'
import { unreadTexts } from '../../shared/texts/staff/staff-pages.ts'
import type { LedgerSeen } from './read-ledger.ts'
import { type Place, type Section, section } from './section.ts'

const mostShown = 50

/**
 * @param seen undefined when it could not be read
 * @param recipients to how many its end is mailed
 */
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

const states = ['asked', 'left', 'arrived', 'failed', 'used'] as const

type State = (typeof states)[number]
type Counts = Readonly<Record<State, number>>

export interface Counted {
  /** Wherever: of which territory, nobody counts. */
  cancelled: number
  territories: (Counts & { territory: string })[]
  refusals: { reason: keyof typeof texts.reasons; refused: number }[]
}

const reasons = Object.keys(texts.reasons) as (keyof typeof texts.reasons)[]

/** All that was counted since requests opened: some seventy figures, whatever the election's size. */
export async function readCounts(
  figures: Pick<Figures, 'sums'>,
  election: { territories: readonly string[] },
  span: { from: Date; to: Date },
): Promise<Counted> {
  const { accepted, sent, delivered, receipts, identifiersUsed, requestsRefused } = ownFigures
  const ofTerritory = [accepted, sent, delivered, receipts, identifiersUsed]
  const territories = countedTerritories(election)
  const sums = await figures.sums(
    [
      ...territories.flatMap((territory) =>
        ofTerritory.map((figure) => ({ figure, of: { territory } })),
      ),
      ...reasons.map((reason) => ({ figure: requestsRefused, of: { reason } })),
      { figure: ownFigures.cancelled },
    ],
    span,
  )
  const next = () => sums.shift() as number
  return {
    territories: territories.map((territory) => {
      const [asked, left, arrived] = [next(), next(), next()]
      return { territory, asked, left, arrived, failed: next() - arrived, used: next() }
    }),
    refusals: reasons.map((reason) => ({ reason, refused: next() })),
    cancelled: next(),
  }
}

/**
 * Without a number that could name somebody.
 * @param counted undefined when it could not be read
 */
export function countSections(
  counted: Counted | undefined,
  since: Date,
  { timeZone, now }: Place,
): Section[] {
  const heading = texts.counts(since, timeZone, now)
  if (now < since) return [section(heading, { lines: [texts.notOpen] })]
  if (!counted) return [section(heading, { tone: 'wrong', lines: [unreadTexts.counts] })]
  return [stateSection(counted, heading), refusalSection(counted)]
}

function stateSection({ territories, cancelled }: Counted, heading: string): Section {
  const rows = territories.filter((row) => states.some((state) => row[state] !== 0))
  if (rows.length === 0) return section(heading, { lines: [texts.nobody] })
  const total = (state: State) => {
    const told = rows.filter((row) => !wouldTell(row, state))
    const others = rows.filter((row) => wouldTell(row, state))
    if (others.length === 0) return totalText(rows.map((row) => row[state]))
    const shown = told.map((row) => row[state]).filter((count) => !isHidden(count))
    const sum = shown.reduce((all, one) => all + one, 0)
    return sum > 0 ? moreThanText(sum) : fewerThanText(rows.reduce((all, row) => all + row.left, 1))
  }
  return section(heading, {
    lines: [texts.meanings],
    figures: [
      ...states.map((state) => ({ figure: total(state), of: texts.states[state] })),
      { figure: countText(cancelled), of: texts.cancelled },
    ],
    table: {
      caption: texts.caption,
      columns: [texts.territory, ...states.map((state) => texts.states[state])],
      rows: rows.map((row) => [
        territoryText(row.territory),
        ...states.map((state) =>
          wouldTell(row, state) ? fewerThanText(row.left + 1) : countText(row[state]),
        ),
      ]),
    },
  })
}

/** True if a hidden number could be had from this one: of the SMS that left, the others arrived or failed. */
function wouldTell(row: Counts, state: State): boolean {
  const beside = { arrived: row.failed, failed: row.arrived, asked: 0, left: 0, used: 0 }[state]
  return isHidden(beside) && !isHidden(row[state]) && isHidden(row.left - row[state])
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
