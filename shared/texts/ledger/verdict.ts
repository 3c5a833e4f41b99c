import { moment } from '../moments.ts'
import { count, number } from '../numbers.ts'

// What is found of a ledger: the command and the page that every export has say the same. Delegates read it.

type Stored = 'segments' | 'heads'

type Finding =
  | {
      kind:
        | 'unreadable'
        | 'altered'
        | 'missing'
        | 'moved'
        | 'twice'
        | 'row-differs'
        | 'own-unsigned'
        | 'own-backwards'
        | `${Stored}-${'absent' | 'deleted' | 'replaced'}`
      from: number
      to: number
    }
  | { kind: 'mailed-unsigned' | 'mailed-absent'; number: number; at: Date }
  | { kind: 'mailed-differs' | 'own-differs'; head: number; number: number; agrees: number }
  | { kind: 'mailed-beyond' | 'own-beyond'; number: number; end: number; at: Date }
  | { kind: 'stray'; name: string }

interface Verdict {
  fingerprint: string
  entries: number
  ownHeads: number
  mailed: number
  attested: readonly { from: number; to: number }[]
  lastMailed: { number: number; at: Date } | undefined
  findings: readonly Finding[]
  more: number
}

/** « l'écriture 12 », « les écritures 12 à 40 » */
function entries({ from, to }: { from: number; to: number }): string {
  return from === to ? `écriture ${number(from)}` : `écritures ${number(from)} à ${number(to)}`
}

/** The first line is the conclusion. @param timeZone by whose clock moments are told */
export function verdictLines(verdict: Verdict, timeZone: string): string[] {
  const { findings, more, attested, mailed, lastMailed, ownHeads } = verdict
  const all = count(verdict.entries, 'écriture')
  const isIntact = findings.length === 0
  const covered = attested.map(entries).join(', ')
  const heads = `${count(mailed, 'tête')} reçue${mailed > 1 ? 's' : ''} par e-mail`
  const conclusion = !isIntact
    ? `LE JOURNAL N'EST PAS INTACT : ${count(findings.length + more, 'constat')}.`
    : lastMailed
      ? `Intact jusqu'à l'écriture ${number(lastMailed.number)} : rien n'y a été changé, retiré ni déplacé.`
      : `Aucune anomalie vue, mais rien d'extérieur ne l'atteste : ${all} qui se suivent, et ${count(ownHeads, 'tête')} dans le journal lui-même.`
  const end = attested.at(-1)?.to ?? 0
  return [
    conclusion,
    ...findingLines({ listed: findings, more }, timeZone),
    ...(lastMailed
      ? [
          covered
            ? `Attesté : ${covered}, par ${heads} ; la dernière est celle de l'écriture ${number(lastMailed.number)}, ${moment(lastMailed.at, timeZone)}.`
            : 'Aucune écriture n’est attestée par les têtes reçues.',
          end < verdict.entries
            ? `Attesté par personne : ${entries({ from: end + 1, to: verdict.entries })}, et tout ce qui a pu suivre. Une tête reçue plus tard le dira.`
            : 'Attesté par personne : ce qui a pu suivre cette écriture. Une tête reçue plus tard le dira.',
        ]
      : [
          'Sans tête reçue par e-mail et signée par cette clé, on ne verrait pas quelqu’un qui aurait tout réécrit et tout signé de nouveau, ni une fin retirée. Ajoutez vos messages.',
        ]),
    `Clé du journal : ${verdict.fingerprint}. Ce numéro doit être celui de la page de scellement et de vos messages.`,
  ]
}

export function findingLines(
  { listed, more }: { listed: readonly Finding[]; more: number },
  timeZone: string,
): string[] {
  const lines = listed.map((finding) => sentence(finding, timeZone))
  return more > 0 ? [...lines, `Et ${count(more, 'autre')}.`] : lines
}

const stored = {
  segments: { one: 'Lot d’écritures n°', many: 'Lots d’écritures n°' },
  heads: { one: 'Tête du journal n°', many: 'Têtes du journal n°' },
}

const happened = {
  absent: 'il manque dans le stockage.',
  deleted: 'quelqu’un l’a effacé dans le stockage ; l’original, verrouillé, a été lu.',
  replaced: 'quelqu’un en a écrit un autre par-dessus ; l’original, verrouillé, a été lu.',
}

function sentence(finding: Finding, timeZone: string): string {
  const rangeOf = ({ from, to }: { from: number; to: number }, one: string, many: string) =>
    from === to ? `${one} ${number(from)}` : `${many} ${number(from)} à ${number(to)}`
  switch (finding.kind) {
    case 'unreadable':
      return `${rangeOf(finding, 'Ligne', 'Lignes')} de journal.txt : ce n'est pas une écriture.`
    case 'altered':
      return `${rangeOf(finding, 'Écriture', 'Écritures')} : le contenu a été changé, ou celui de la précédente ; la suite ne s'enchaîne plus.`
    case 'missing':
      return `${rangeOf(finding, 'Écriture', 'Écritures')} : retirées du journal.`
    case 'moved':
      return `${rangeOf(finding, 'Écriture', 'Écritures')} : déplacées.`
    case 'twice':
      return `${rangeOf(finding, 'Écriture', 'Écritures')} : présentes deux fois ; le journal a deux suites à partir de là.`
    case 'row-differs':
      return `journal.csv, ${entries(finding)} : ne dit pas la même chose que journal.txt.`
    case 'own-unsigned':
      return `${rangeOf(finding, stored.heads.one, stored.heads.many)} : pas signée par la clé du journal ; elle est fausse, ou la clé a été remplacée.`
    case 'own-backwards':
      return `${rangeOf(finding, stored.heads.one, stored.heads.many)} : plus ancienne que celle d'avant ; une vieille tête a été remise à la fin.`
    case 'mailed-unsigned':
      return `Tête reçue pour l'écriture ${number(finding.number)}, ${moment(finding.at, timeZone)} : pas signée par la clé de ce journal. La tête a été changée, ou la clé remplacée, ou le message vient d'un autre vote.`
    case 'mailed-absent':
      return `Tête reçue pour l'écriture ${number(finding.number)}, ${moment(finding.at, timeZone)} : absente des têtes du journal, d'où elle a été retirée.`
    case 'mailed-differs':
      return `Tête reçue pour l'écriture ${number(finding.number)} : elle annonçait autre chose. Le journal a été réécrit, au plus tôt à l'écriture ${number(finding.agrees + 1)}, au plus tard à l'écriture ${number(finding.number)}.`
    case 'own-differs':
      return `${stored.heads.one} ${number(finding.head)}, pour l'écriture ${number(finding.number)} : elle annonçait autre chose. Le journal a été réécrit, ou cette tête est fausse.`
    case 'mailed-beyond':
      return `Le journal s'arrête à l'écriture ${number(finding.end)}, alors que la tête reçue ${moment(finding.at, timeZone)} annonçait l'écriture ${number(finding.number)} : la fin a été retirée, ou cette copie est plus ancienne que le message.`
    case 'own-beyond':
      return `Le journal s'arrête à l'écriture ${number(finding.end)}, alors que sa propre tête annonce l'écriture ${number(finding.number)}, ${moment(finding.at, timeZone)} : la fin a été retirée.`
    case 'stray':
      return `Objet inconnu dans le stockage du journal : ${finding.name}.`
    default: {
      const [what, how] = finding.kind.split('-') as [Stored, keyof typeof happened]
      return `${rangeOf(finding, stored[what].one, stored[what].many)} : ${happened[how]}`
    }
  }
}
