import type { Election } from '../../shared/domain/election/election.ts'
import { isHiddenCount, smallCountText } from '../../shared/texts/election/small-counts.ts'
import { moment } from '../../shared/texts/moments.ts'
import { count, number } from '../../shared/texts/numbers.ts'
import { territoryText } from '../../shared/texts/territory-name.ts'
import type { Holdings, RemainingHolding } from './destroyed-and-kept.ts'

export interface ClosingStart {
  by: string
  at: string
  reason?: string
  wishedBy?: string
  approvedBy?: string
}

interface ClosingFacts {
  election: Pick<Election, 'title' | 'name' | 'timeZone'>
  by: string
  at: Date
  begun: ClosingStart | undefined
  destroyedHoldings: readonly RemainingHolding[]
  keptResources: Holdings['toKeep']
}

const kindNames: Record<string, string> = {
  addresses: 'adresses de la liste électorale, dans la liste de suppression de SES',
  service: 'pile du service (le site, ses fonctions, ses files)',
  edge: 'pile du pare-feu',
  secret: 'clé',
  table: 'table',
  logGroup: 'journaux techniques',
  bucket: "journaux d'accès du site",
  kept: 'pile des données',
  encryptionKey: 'clé qui chiffrait tables et clés, que KMS efface sept jours après',
}

const units: Record<string, (count: number) => string> = {
  addresses: (total) => count(total, 'adresse'),
  table: (total) => `environ ${number(total)} ${total > 1 ? 'éléments' : 'élément'}`,
}

const shortName = (name: string) =>
  name.startsWith('arn:')
    ? (name.split(':').slice(6).join(':') || name.split(':')[5] || name).replace(
        /^stack\/([^/]+)\/.*$/,
        '$1',
      )
    : name

function holdingText({ kind, name, count: total }: RemainingHolding): string {
  const kindName = kindNames[kind] ?? kind
  const unit = total === undefined ? undefined : units[kind]?.(total)
  const label = kind === 'addresses' ? kindName : `${kindName} ${shortName(name)}`
  return unit ? `${label} : ${unit}` : label
}

function holdingTexts(holdings: readonly RemainingHolding[], textOf = holdingText): string[] {
  const [firstGroup, ...otherGroups] = holdings.filter(({ kind }) => kind === 'logGroup')
  return holdings.flatMap((holding) => {
    if (otherGroups.length === 0 || holding.kind !== 'logGroup') return [textOf(holding)]
    return holding === firstGroup ? [`journaux techniques : ${otherGroups.length + 1} groupes`] : []
  })
}

const capitalize = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const retentionTexts: Record<string, string> = {
  ledger:
    'le journal et la clé qui le signe, à garder deux ans (CGFP, article R. 211-580), puis à détruire',
  auditTrail: "la piste d'audit de CloudTrail : deux ans au moins, puis S3 l'efface",
  sender:
    "l'expéditeur des e-mails, dont une autre élection peut se servir (« aws sesv2 delete-email-identity »)",
}

const keptTexts = (keptResources: Holdings['toKeep']) => [
  ...keptResources.map(({ kind, name }) => `${retentionTexts[kind] ?? kind} : ${shortName(name)}`),
  'sur vos ordinateurs, les fichiers de la liste et des notices : détruisez-les vous-mêmes',
]

const twoPeopleText =
  "Avant, il faut deux personnes : relancez « run » avec « --reason » pour dire pourquoi, puis une autre personne fait de même dans l'heure, avec ses identifiants. Rien n'a été changé."

export const closingTexts = {
  heading: ({ title, name }: { title: string; name: string }) => `${title} (${name})`,
  keptLines: (keptResources: Holdings['toKeep']) => [
    'Reste :',
    ...keptTexts(keptResources).map((line) => `  ${line}`),
  ],
  beforeAppealsEnd: (end: Date | undefined, timeZone: string) =>
    `${end ? `Les recours prennent fin ${moment(end, timeZone)}.` : "Le fichier de l'élection ne dit pas quand les recours prennent fin (« dates.appealsUntil »)."} ${twoPeopleText}`,
  unknownEnd: `Le service n'est plus là, et rien ne dit si ce fichier est celui qui était déployé : sa date de fin des recours ne compte pas. ${twoPeopleText}`,
  voteInProgress: (end: Date, timeZone: string) =>
    `L'élection est en cours, et le vote ferme ${moment(end, timeZone)} : vous ne pouvez pas la détruire d'ici là. Si elle est annulée, avancez d'abord sa fermeture dans le fichier de l'élection et déployez-le. Rien n'a été changé.`,
  closingInProgress: 'La clôture a commencé : « run » la continue.',
  request: (by: string) =>
    `${by} l'a demandé il y a moins d'une heure : si vous lancez « run », elle commence.`,
  unrecordedClosing:
    "Le service n'est plus là pour écrire le journal : cette clôture n'y figurera pas. Seule l'attestation en gardera la trace.",
  unsoundLedger:
    "La vérification du journal exporté a trouvé des anomalies : cette commande n'a rien détruit. « npm run ledger -- status » et « verify » disent pourquoi.",
  nonEmptyFolder: (folder: string) =>
    `${folder} contient autre chose : donnez un dossier vide, ou celui d'une clôture interrompue. Rien n'a été changé.`,
  progress: (holding: RemainingHolding, index: number, total: number) =>
    `[${index}/${total}] ${holdingText(holding)}${holding.kind === 'service' ? ' (une demi-heure, parfois)' : ''}`,
  remainingHoldings: (remaining: readonly RemainingHolding[], timeZone: string) => [
    `Il reste à détruire ${remaining.length > 1 ? `${remaining.length} ressources` : 'une ressource'} :`,
    ...holdingTexts(remaining, (holding) =>
      holding.expiresAt
        ? `${holdingText(holding)}, une copie que DynamoDB efface seul ${moment(holding.expiresAt, timeZone)}`
        : holdingText(holding),
    ).map((line) => `  ${line}`),
  ],
  noHolding: 'Il ne reste rien à détruire.',
  failure: (holding: RemainingHolding, reason: string) =>
    `Arrêté à : ${holdingText(holding)}. ${reason} Ensuite, la même commande ne refait pas ce qui est fait.`,
  countRow: ([measure, territory, state, total]: readonly [string, string, string, number]) => [
    measure,
    territory && territoryText(territory),
    state,
    isHiddenCount(total) ? smallCountText : String(total),
  ],
  statement({ election, by, at, begun, destroyedHoldings, keptResources }: ClosingFacts): string {
    return [
      'Attestation : ce qui a été détruit',
      '',
      `Élection : ${election.title} (${election.name})`,
      `Destruction constatée ${moment(at, election.timeZone)} (${at.toISOString()}), avec les identifiants de ${by}.`,
      ...(begun
        ? [
            `Clôture commencée ${moment(begun.at, election.timeZone)} avec les identifiants de ${begun.by}${begun.wishedBy ? `, à la demande de ${begun.wishedBy}` : ''}${begun.approvedBy ? `, confirmée par ${begun.approvedBy}` : ''}${begun.reason ? ` : « ${begun.reason} »` : ''}.`,
          ]
        : []),
      '',
      'Voici ce qui a été détruit sur AWS :',
      ...holdingTexts(destroyedHoldings).map((line) => `- ${capitalize(line)}`),
      '',
      'Les clés ont été détruites sans délai de récupération, et les tables sans copie.',
      '',
      'Restent :',
      ...keptTexts(keptResources).map((line) => `- ${capitalize(line)}`),
      '',
    ].join('\n')
  },
} as const
