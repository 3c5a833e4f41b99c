import { moment } from '../moments.ts'
import { count, number } from '../numbers.ts'

const subjects = {
  line: ['Ligne', 'Lignes'],
  entry: ['Écriture', 'Écritures'],
  row: ['journal.csv, écriture', 'journal.csv, écritures'],
  segments: ['Lot d’écritures n°', 'Lots d’écritures n°'],
  heads: ['Tête du journal n°', 'Têtes du journal n°'],
  mailed: ['Tête reçue pour l’écriture', 'Têtes reçues pour les écritures'],
} as const

const absentText = 'rien dans le stockage.'
const deletionText = 'effacement dans le stockage ; la première version, restée dessous, a été lue.'
const replacementText = 'autre version écrite par-dessus ; la première a été lue.'

const findingTexts = {
  unreadable: ['line', 'pas d’écriture lisible dans journal.txt.'],
  altered: ['entry', 'contenu changé après coup, l’empreinte ne correspond plus.'],
  missing: ['entry', 'rien à cette place, une partie du journal a été retirée ou déplacée.'],
  'out-of-order': ['entry', 'numéro déjà dépassé ; écriture déplacée, ou journal à deux suites.'],
  'row-differs': ['row', 'autre chose que dans journal.txt.'],
  'own-unsigned': [
    'heads',
    'pas de signature par la clé du journal ; tête fausse, ou clé remplacée.',
  ],
  'own-backwards': ['heads', 'plus ancien que ce qui précède, remis à la fin.'],
  'own-differs': ['heads', 'autre chose que dans le journal, réécrit depuis ; ou tête fausse.'],
  'own-beyond': ['heads', 'annonce d’écritures que le journal n’a plus : la fin a été retirée.'],
  'mailed-unsigned': [
    'mailed',
    'pas de signature par la clé de ce journal ; tête changée, clé remplacée, ou message d’un autre vote.',
  ],
  'mailed-absent': ['mailed', 'rien de tel parmi les têtes du journal, où toutes devraient être.'],
  'mailed-differs': [
    'mailed',
    'annonce d’autre chose que ce que dit le journal, réécrit depuis la dernière écriture attestée.',
  ],
  'mailed-beyond': [
    'mailed',
    'annonce d’écritures que le journal n’a pas : la fin a été retirée, ou la copie est plus ancienne que le message.',
  ],
  'segments-absent': ['segments', absentText],
  'segments-deleted': ['segments', deletionText],
  'segments-replaced': ['segments', replacementText],
  'heads-absent': ['heads', absentText],
  'heads-deleted': ['heads', deletionText],
  'heads-replaced': ['heads', replacementText],
} as const

export type RangeFindingKind = keyof typeof findingTexts

/** For mailed heads, `from` and `to` are numbers of entries, not of heads. */
export type Finding =
  | { kind: RangeFindingKind; from: number; to: number }
  | { kind: 'stray'; name: string }

export interface Verdict {
  fingerprint: string
  entryCount: number
  storedHeadCount: number
  matchingHeadCount: number
  attestedRanges: readonly { from: number; to: number }[]
  lastMailedEnd: { number: number; at: Date } | undefined
  findings: ListedFindings
}

interface ListedFindings {
  items: readonly Finding[]
  unlistedCount: number
}

function entriesText({ from, to }: { from: number; to: number }): string {
  return from === to ? `écriture ${number(from)}` : `écritures ${number(from)} à ${number(to)}`
}

export function verdictLines(verdict: Verdict, timeZone: string): string[] {
  const { findings, attestedRanges, matchingHeadCount, lastMailedEnd, storedHeadCount } = verdict
  const entryCountText = count(verdict.entryCount, 'écriture')
  const isIntact = findings.items.length === 0
  const attestedText = attestedRanges.map(entriesText).join(', ')
  const headCountText = `${count(matchingHeadCount, 'tête')} reçue${matchingHeadCount > 1 ? 's' : ''} par e-mail`
  const conclusion = !isIntact
    ? `LE JOURNAL N'EST PAS INTACT : ${count(findings.items.length + findings.unlistedCount, 'constat')}.`
    : lastMailedEnd
      ? `Intact jusqu'à l'écriture ${number(lastMailedEnd.number)} : rien n'y a été changé, retiré ni déplacé.`
      : `Aucune anomalie vue, mais rien d'extérieur ne l'atteste : ${entryCountText} qui se suivent, et ${count(storedHeadCount, 'tête')} dans le journal lui-même.`
  const lastAttestedNumber = attestedRanges.at(-1)?.to ?? 0
  const gapRanges = attestedRanges.map(({ from }, index) => ({
    from: (attestedRanges[index - 1]?.to ?? 0) + 1,
    to: from - 1,
  }))
  const unattestedTexts = [...gapRanges, { from: lastAttestedNumber + 1, to: verdict.entryCount }]
    .filter(({ from, to }) => from <= to)
    .map(entriesText)
  return [
    conclusion,
    ...findingLines(findings),
    ...(lastMailedEnd
      ? [
          attestedText
            ? `Attesté : ${attestedText}, par ${headCountText} ; la dernière est celle de l'écriture ${number(lastMailedEnd.number)}, ${moment(lastMailedEnd.at, timeZone)}.`
            : 'Aucune écriture n’est attestée par les têtes reçues.',
          `Attesté par personne : ${[...unattestedTexts, 'ce qui a pu suivre'].join(', ')}. Une tête reçue plus tard peut encore attester la suite.`,
        ]
      : [
          'Sans tête reçue par e-mail et signée par cette clé, on ne verrait pas quelqu’un qui aurait tout réécrit et tout signé de nouveau, ni une fin retirée. Ajoutez les messages reçus.',
        ]),
    `Clé du journal : ${verdict.fingerprint}. Ce numéro doit être celui de la page de scellement et de vos messages.`,
  ]
}

export function findingLines({ items, unlistedCount }: ListedFindings): string[] {
  const lines = items.map(findingText)
  return unlistedCount > 0 ? [...lines, `Et ${count(unlistedCount, 'autre')}.`] : lines
}

function findingText(finding: Finding): string {
  if (finding.kind === 'stray')
    return `Objet inconnu dans le stockage du journal : ${finding.name}.`
  const [subject, text] = findingTexts[finding.kind]
  const [singular, plural] = subjects[subject]
  const { from, to } = finding
  return from === to
    ? `${singular} ${number(from)} : ${text}`
    : `${plural} ${number(from)} à ${number(to)} : ${text}`
}
