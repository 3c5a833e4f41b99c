import type { Difference } from '../../shared/domain/ledger/seal.ts'
import { count } from '../../shared/texts/numbers.ts'
import type { Advice } from '../preflight/texts.ts'

const sealGuide = 'docs/runbook.md#sceller-et-vérifier'

export const sealSubjects = {
  seal: 'Scellé',
  code: 'Code des fonctions',
  configuration: 'Réglages',
  page: 'Pages',
  election: "Configuration de l'élection",
  roll: 'Liste électorale',
  key: 'Clé du journal',
} as const

const kinds = { changed: 'changé', gone: 'absent', new: 'ajouté' } as const

function shownName(name: string): string {
  if (name === 'election' || name === 'roll' || name === 'key') return sealSubjects[name]
  const itemName = name.slice(name.indexOf(' ') + 1)
  if (name.startsWith('page ')) return itemName.replace(/^staff:/, 'site du personnel, ')
  return itemName.replace(/^.*\//, '').replace(/[0-9A-F]{8}$/, '')
}

function listText(items: readonly Difference[]): string {
  const texts = items.slice(0, 8).map(({ name, kind }) => `${shownName(name)} (${kinds[kind]})`)
  return `${texts.join(', ')}${items.length > 8 ? `, et ${items.length - 8} de plus` : ''}`
}

export const verifyTexts = {
  differenceMark: 'DIFFÈRE',
  title: (election: string) => `${election} : ce qui est déployé, comparé au scellé`,
  noSeal: "Rien n'a été scellé pour cette élection : lancez « npm run election -- seal ».",
  invalidDigest:
    "L'empreinte du scellé a 64 chiffres et lettres de a à f, comme sur la page signée.",
  sealSummary: (when: string, by: string, digest: string) =>
    `Scellé ${when} par ${by}. Empreinte : ${digest}`,
  sameDigest: "L'empreinte donnée est celle de ce scellé.",
  otherDigest: {
    text: "L'empreinte donnée n'est celle d'aucun scellé du journal.",
    remedy: `Relisez-la sur la page signée ; si elle est juste, le scellé a été remplacé : ${sealGuide}`,
  },
  intervention: (line: string): Advice => ({
    text: line,
    remedy: 'npm run ledger -- status',
  }),
  unchangedItems: (itemCount: number) => `Comme scellé (${itemCount}).`,
  changedItems: (differences: readonly Difference[]): Advice => ({
    text: `N'est plus comme scellé : ${listText(differences)}.`,
    remedy: sealGuide,
  }),
  summary: (differenceCount: number, doubtfulCount: number, gapCount: number) =>
    [
      differenceCount === 0
        ? 'Ce qui a été lu est comme scellé'
        : `LE SCELLÉ EST ROMPU (${count(differenceCount, 'point')})`,
      ...(doubtfulCount > 0 ? [`${count(doubtfulCount, 'intervention')} à regarder`] : []),
      ...(gapCount > 0 ? [`${count(gapCount, 'point')} non ${gapCount > 1 ? 'lus' : 'lu'}`] : []),
    ].join(', '),
} as const

export const sealTexts = {
  readingProgress: 'Lecture de ce qui est déployé et de la liste…',
  missingReason:
    'Cette élection est déjà scellée. Dites pourquoi sceller de nouveau avec --reason, en 200 caractères au plus, sans nommer personne.',
  unreadItems: "Rien n'est scellé : tout n'a pas pu être lu.",
  otherBuild: (differences: readonly Difference[]) =>
    `Rien n'est scellé : ce qui est déployé n'est pas ce que ces sources produisent : ${listText(differences)}.`,
  otherSettings: (name: string, settings: readonly string[]) =>
    `Rien n'est scellé : des réglages de ${shownName(name)} ne sont pas ceux des sources : ${settings.join(', ')}.`,
  remedy:
    'Prenez la version et le fichier qui sont déployés, ou déployez ceux-ci : npx cdk diff, npx cdk deploy --all.',
  emptyRoll: "Rien n'est scellé : la liste électorale est vide.",
  success: (counts: { functions: number; pages: number; voters: number }, digest: string) =>
    [
      `Scellé : ${count(counts.functions, 'fonction')}, ${count(counts.pages, 'fichier')} du site, ${count(counts.voters, 'électeur')}.`,
      `Empreinte : ${digest}`,
    ].join('\n'),
  page: (path: string) =>
    `À faire signer : ${path}\nÀ tout moment : npm run election -- verify-seal`,
  openRoll: (until: string) =>
    `La liste peut encore changer ${until}. Après un changement, scellez de nouveau : npm run election -- seal --reason "…"`,
} as const

export const sealPage = {
  title: 'Scellé des espaces électeur et de vote',
  sealedBy: (when: string, by: string) => `Posé ${when} par ${by}`,
  reason: (reason: string) => `Motif du nouveau scellé : ${reason}`,
  lead: "Les empreintes ci-dessous changent dès qu'un seul caractère change dans ce qu'elles désignent.",
  lines: {
    code: (functionCount: number) => `Code : ${count(functionCount, 'fonction')}`,
    configuration: (settingCount: number) => `Réglages des fonctions et du site (${settingCount})`,
    page: (fileCount: number) => `${count(fileCount, 'fichier')} du site`,
    election: () => "Configuration de l'élection",
    roll: (voterCount: number) => `Liste électorale : ${count(voterCount, 'électeur')}`,
    key: () => 'Clé qui signe le journal (ses messages en disent la première moitié)',
  },
  wholeSeal: 'Empreinte du scellé entier',
  check: (version: string) =>
    `Pour vérifier, à tout moment du vote, avec les sources de la version ${version} :`,
  command: (digest: string) => `npm run election -- verify-seal --stack --digest ${digest}`,
  signatures: ['Bureau de vote', 'Listes candidates'],
  columns: ['Nom et qualité', 'Date et heure', 'Signature'],
} as const
