import { moment } from '../moments.ts'
import { count } from '../numbers.ts'

export const mailHelp = {
  name: 'npm run mail --',
  usage: '<commande> [options]',
  program:
    "Les électeurs à qui Amazon SES n'écrit plus : leur adresse est sur la liste de suppression du compte, depuis un refus de leur messagerie ou une plainte. SES accepte leurs e-mails et n'en remet aucun.",
  commands: {
    suppressed:
      "Liste les adresses de la liste électorale qui y sont, avec la raison et la date. À faire une fois la liste chargée, avant l'ouverture.",
    unsuppress:
      "Les en retire, et fait de nouveau écrire à celles dont un e-mail est revenu : celles d'un fichier, par exemple la sortie de « suppressed » ou de « npm run roll -- bounced » relue, ou toutes celles de la liste électorale. Une adresse qui n'existe plus y revient au premier refus.",
  },
  file: "fichier avec une adresse par ligne ; ce qui suit l'adresse est ignoré",
  allOfRoll: 'toutes les adresses de la liste électorale',
  examples: `
Exemples :
  npm run mail -- suppressed --stack > adresses.txt
  npm run mail -- unsuppress adresses.txt --stack
  npm run mail -- unsuppress --all-of-roll --stack`,
} as const

const reasons = {
  bounce: 'refusée par sa messagerie',
  complaint: 'plainte du destinataire',
} as const

export const mailCommandTexts = {
  address: (
    address: { email: string; reason: keyof typeof reasons; since: Date },
    timeZone: string,
  ) => `${address.email}  ${reasons[address.reason]}, ${moment(address.since, timeZone)}`,
  none: "Aucune adresse de la liste électorale n'est sur la liste de suppression du compte.",
  suppressed: (addresses: number) =>
    `${count(addresses, 'adresse')} de la liste électorale ne ${addresses > 1 ? 'reçoivent' : 'reçoit'} aucun e-mail. Vérifiez-les, puis : npm run mail -- unsuppress.`,
  unsuppressed: (addresses: number) =>
    addresses > 0
      ? `${count(addresses, 'adresse')} de la liste électorale ${addresses > 1 ? 'recevront' : 'recevra'} de nouveau les e-mails. Ceux d'avant sont perdus : un nouveau lien se demande sur le site.`
      : "Rien à faire : à aucune de ces adresses de la liste électorale les e-mails n'étaient retenus.",
  whose: 'Dites lesquelles : un fichier, ou « --all-of-roll » pour toute la liste électorale.',
  noFile: (path: string) => `${path} n'a pas pu être lu.`,
} as const
