import type { ReportedIntervention } from '../../shared/domain/ledger/reported-intervention.ts'
import { formatDigest } from '../../shared/domain/ledger/seal.ts'
import { type LocalTime, type Section, section } from '../../shared/domain/staff/watched-section.ts'
import { fileOpenings } from '../../shared/domain/staff-action.ts'
import { countText } from '../../shared/texts/election/small-counts.ts'
import { interventionName } from '../../shared/texts/ledger/intervention-names.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import { controlTexts as texts } from '../../shared/texts/staff/control-page.ts'
import { unreadTexts } from '../../shared/texts/staff/staff-pages.ts'
import type { LedgerView } from './read-ledger.ts'

export function ledgerSections(
  ledger: LedgerView | undefined,
  recipientCount: number,
  localTime: LocalTime,
): Section[] {
  if (!ledger) return [section(texts.ledger, { problems: [unreadTexts.ledger] })]
  return [
    sealSection(ledger, localTime),
    headSection(ledger, recipientCount, localTime),
    interventionsSection(ledger, localTime),
  ]
}

function sealSection({ lastHead }: LedgerView, { timeZone }: LocalTime): Section {
  const seal = lastHead?.soFar.seal
  if (!seal) return section(texts.seal, { lines: [texts.noSeal] })
  return section(texts.seal, {
    lines: [
      texts.sealText(seal.at, timeZone, seal.by),
      texts.sealNotVerified,
      seal.digest && texts.sealDigest,
    ],
    ...(seal.digest && { copy: formatDigest(seal.digest) }),
  })
}

function headSection(
  { lastHead, lastMailing }: LedgerView,
  recipientCount: number,
  { timeZone, now }: LocalTime,
): Section {
  if (!lastHead) return section(texts.ledger, { lines: [texts.noHead] })
  const mailText = lastMailing
    ? texts.lastMailing(lastMailing.head.head.number, lastMailing.at, timeZone, now)
    : texts.noMailing
  return section(texts.ledger, {
    lines: [
      texts.lastHead(lastHead.head.number, lastHead.head.at, timeZone, now),
      texts.chainMeaning,
      texts.lastHash(formatDigest(lastHead.head.hash)),
      ...(recipientCount > 0 ? [texts.mailingMeaning, mailText] : [texts.noRecipient]),
    ],
    ...(recipientCount > 0 && lastMailing && { copy: lastMailing.head.text }),
  })
}

function interventionsSection({ lastHead }: LedgerView, { timeZone, now }: LocalTime): Section {
  const { counts, latest } = lastHead?.soFar ?? { counts: {}, latest: [] }
  const newestFirst = latest.toReversed()
  const rowOf = ({ at, kind, step, reason }: ReportedIntervention) => [
    nearMoment(at, timeZone, now),
    interventionName(kind, step),
    reason ?? texts.noReason,
  ]
  return section(texts.interventions, {
    lines: [
      texts.interventionMeaning,
      newestFirst.length === 0 && texts.noIntervention,
      texts.openedFiles(fileOpenings.map((kind) => countText(counts[kind] ?? 0))),
      texts.openedFileMeaning,
    ],
    table: {
      caption: texts.interventionsCaption(newestFirst.length),
      columns: [...texts.interventionColumns],
      rows: newestFirst.map(rowOf),
    },
  })
}
