import { count, number } from '../numbers.ts'

// What `npm run rehearsal` says, and whatever meets a rehearsal where it should not stand.

export const rehearsalHelp = {
  name: 'npm run rehearsal --',
  usage: '<commande> [options]',
  program:
    "Une répétition : le déploiement de l'élection avec « mode: rehearsal ». Qui y est invité, ce qu'elle a écrit, et son effacement avant le vote.",
  commands: {
    guests:
      "Invite des personnes de la liste électorale importée. Elles seules peuvent entrer et reçoivent des e-mails et des SMS ; jusqu'à l'effacement, personne n'est retiré.",
    status:
      "Dit ce qu'il y a dans les tables, et de quoi : code 0 quand elles sont vides, 1 sinon.",
    wipe: 'Efface tout ce que la répétition a écrit, la liste électorale comprise. Les clés, le journal et les interventions restent. Demande deux personnes ; interrompu, se relance.',
  },
  file: "un fichier UTF-8 d'adresses e-mail, une par ligne",
  reason: 'pourquoi, en quelques mots, sans nommer personne',
  examples: `
L'effacement demande deux personnes : la première dit pourquoi, la seconde lance la même commande
dans l'heure, avec ses propres identifiants. Une fois le vote déployé, rien ne s'efface plus ainsi.

Exemples :
  npm run rehearsal -- guests invites.txt --stack
  npm run rehearsal -- status --stack
  npm run rehearsal -- wipe --reason "répétition du 12 terminée" --stack`,
} as const

/** What each table holds, in the words of the team. */
const tableNames: Record<string, string> = {
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
  onlyInRehearsal:
    "Ce qui est déployé n'est pas une répétition (« mode » du fichier de l'élection) : rien n'a été fait.",
  unreadable: (file: string, code: string) => `Le fichier ${file} ne se lit pas (${code}).`,
  notAddresses: (lines: readonly number[]) =>
    `Ces lignes ne sont pas une adresse e-mail : ${shortList(lines)}. Rien n'a été fait.`,
  invited: (guests: number) =>
    guests > 1 ? `${guests} personnes sont invitées.` : `${count(guests, 'personne')} est invitée.`,
  unknown: (lines: readonly number[]) =>
    `Ces lignes ne sont pas sur la liste électorale importée, et personne n'y est invité : ${shortList(lines)}.`,

  modes: {
    rehearsal: 'Dans les tables : une répétition.',
    vote: 'Dans les tables : le vote.',
    none: "Dans les tables : aucune liste électorale n'a été importée.",
  },
  guests: (guests: number) => `  ${count(guests, 'personne')} sur la liste des invités`,
  holds: (table: string, items: number) => `  ${tableNames[table] ?? table} : ${number(items)}`,
  empty: 'Il ne reste rien.',

  reasonless:
    'Dites pourquoi avec --reason, en quelques mots et sans nommer personne (ni adresse, ni numéro).',
  asked: (minutes: number) =>
    `Demandé, et noté au journal. Une deuxième personne lance la même commande dans les ${minutes} minutes, avec ses propres identifiants : rien n'est effacé avant.`,
  askedAlready: "Vous l'avez déjà demandé : une deuxième personne doit le faire.",
  agreed: (by: string, approver: string, reason: string) =>
    `Demandé par ${by} (« ${reason} »), confirmé par ${approver}.`,
  wiping: (table: string) => `  ${tableNames[table] ?? table}…`,
  left: (items: number) =>
    `Il reste ${number(items)} éléments que le site a écrits entre-temps : relancez la même commande.`,
  done: 'Tout est effacé. Déployez le vote, importez sa liste électorale et imprimez ses notices : celles de la répétition ne valent plus rien.',
} as const

const mostShown = 20

function shortList(lines: readonly number[]): string {
  const shown = lines.slice(0, mostShown).join(', ')
  return lines.length > mostShown ? `${shown}… (${lines.length} en tout)` : shown
}
