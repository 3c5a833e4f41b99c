import { newPassword } from '../mail/account-mails.ts'
import { type Letterhead, layOut, type MailText } from '../mail/mail-layout.ts'
import { moment } from '../moments.ts'

/** Staff see a voter's file: by a code that the voter read aloud, or by NUMEN and birth date. */
export function fileOpenedMail(
  letterhead: Letterhead,
  details: { firstName: string; siteUrl: string; at: Date; by: 'code' | 'identity' },
): MailText {
  const { firstName, siteUrl, at, by } = details
  const shown =
    by === 'code'
      ? 'avec le code affiché dans votre espace électeur'
      : 'pour une personne qui a dit votre NUMEN et votre date de naissance'
  return layOut(letterhead, {
    subject: "L'assistance a ouvert votre dossier",
    firstName,
    body: [
      `L'assistance a ouvert votre dossier ${moment(at, letterhead.timeZone, at)}, ${shown}. Il se referme de lui-même au bout de quelques minutes.`,
      "Elle y voit où en sont vos demandes, et rien de votre identifiant, de votre mot de passe ni de votre NUMEN. Rien n'a été changé.",
      by === 'code'
        ? "Vous n'avez lu de code à personne ? Quelqu'un connaît votre mot de passe et a ouvert votre espace électeur : créez-en un nouveau, et prévenez l'assistance."
        : "Vous n'avez pas appelé l'assistance ? Quelqu'un s'est fait passer pour vous : prévenez-la. Votre mot de passe n'a pas servi ; si vous le pensez connu, créez-en un nouveau.",
      newPassword('Créer un nouveau mot de passe', siteUrl),
    ],
  })
}

/** What the staff do in a file. Told before it is done, so that nothing is done that nobody was told of. */
const staffDeeds = {
  'stop-request': "arrêter votre demande d'un nouvel identifiant avant le départ de son SMS",
  'grant-sms': 'permettre une demande de plus, au-delà du nombre maximal de SMS',
  'free-phone':
    "libérer le numéro de téléphone que vous avez saisi et qui servait à quelqu'un d'autre",
  'end-sessions':
    'mettre fin à toutes les sessions ouvertes avec votre compte, sans changer votre mot de passe',
  'lift-wait': "lever l'attente après des erreurs de NUMEN ou de date de naissance",
  'lift-both-lost-asked':
    'lever le délai de sécurité avant votre prochaine demande, ce que doit encore confirmer une autre personne',
  'lift-both-lost': 'lever, à deux personnes, le délai de sécurité avant votre prochaine demande',
  'repair-asked':
    'corriger votre adresse, ou votre NUMEN et votre date de naissance, dans la liste électorale, ce que doit encore confirmer une autre personne',
  'print-notice-asked':
    "imprimer une notice qui porte le début d'un nouvel identifiant, ce que doit encore confirmer une autre personne",
  'print-notice':
    "imprimer, à deux personnes, une notice qui porte le début d'un nouvel identifiant",
} as const

export type StaffDeed = keyof typeof staffDeeds

export function staffActedMail(
  letterhead: Letterhead,
  details: { firstName: string; siteUrl: string; at: Date; deed: StaffDeed },
): MailText {
  const { firstName, siteUrl, at, deed } = details
  const isPrinted = deed === 'print-notice'
  return layOut(letterhead, {
    subject: "L'assistance intervient dans votre dossier",
    firstName,
    body: [
      `L'assistance intervient dans votre dossier, ${moment(at, letterhead.timeZone, at)}, pour ${staffDeeds[deed]}. Votre espace électeur dit ce que vous pouvez faire maintenant.`,
      ...(isPrinted ? printedNoticeParagraphs(siteUrl) : []),
      "Le motif est inscrit au journal de l'élection, que suit le bureau de vote.",
      "Vous n'avez rien demandé à l'assistance ? Quelqu'un se fait passer pour vous : créez un nouveau mot de passe, et prévenez l'assistance.",
      // Of two buttons it is the lesser one.
      {
        ...newPassword('Créer un nouveau mot de passe', siteUrl),
        ...(isPrinted && { quiet: true }),
      },
    ],
  })
}

/** Neither half is ever in a mail. */
function printedNoticeParagraphs(siteUrl: string) {
  return [
    "Dès que cette notice est imprimée, l'identifiant que vous aviez est refusé. Elle vous est remise contre signature. Vous lisez la fin du nouvel identifiant dans votre espace électeur, et personne d'autre ne la voit :",
    { label: 'Lire la fin de mon identifiant', link: `${siteUrl}/notice/` },
  ]
}
