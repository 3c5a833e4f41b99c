import { count } from '../../shared/texts/numbers.ts'

const tableLabels: Record<string, string> = {
  voters: 'liste électorale',
  sessions: 'sessions',
  passwordLinks: 'liens de mot de passe',
  phones: 'téléphones',
  reissues: 'demandes',
  attempts: "décomptes d'essais",
  smsDays: 'décomptes, pauses et plafonds de SMS',
  calendar: 'calendrier',
  rollOperations: 'opérations sur la liste',
}

export const rehearsalCommandTexts = {
  otherRoll: {
    rehearsal:
      "Les tables contiennent encore une répétition, et ceci est le vote : rien n'a été fait. Effacez-la d'abord (npm run rehearsal -- wipe, avec le fichier de la répétition), puis déployez le vote et importez sa liste.",
    vote: "La liste du vote est déjà importée, et ceci est une répétition : rien n'a été fait. Une répétition a lieu avant cet import, ou sous un autre « name ».",
  },
  deployedVote:
    "Ce qui est déployé n'est pas une répétition (« mode » du fichier de l'élection) : rien n'a été fait.",
  malformedLines: (lines: readonly number[]) =>
    `Ces lignes ne sont pas une adresse e-mail : ${shortList(lines)}. Rien n'a été fait.`,
  invitedGuests: (total: number) =>
    total > 1 ? `${total} personnes sont invitées.` : `${count(total, 'personne')} est invitée.`,
  unknownLines: (lines: readonly number[]) =>
    `Ces lignes ne sont pas sur la liste électorale importée, et personne n'y est invité : ${shortList(lines)}.`,
  noItem: 'Il ne reste rien.',
  tableProgress: (table: string) => `  ${tableLabels[table] ?? table}…`,
  completion:
    'Tout est effacé. Déployez le vote, importez sa liste électorale et imprimez ses notices : celles de la répétition ne valent plus rien.',
} as const

const maxShown = 20

function shortList(lines: readonly number[]): string {
  const shownLines = lines.slice(0, maxShown).join(', ')
  return lines.length > maxShown ? `${shownLines}… (${lines.length} en tout)` : shownLines
}
