import { moment } from '../../shared/texts/moments.ts'
import { count } from '../../shared/texts/numbers.ts'

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
} as const
