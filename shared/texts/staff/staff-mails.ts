import type { FileOpeningKind } from '../../domain/staff-action.ts'
import {
  type Letterhead,
  layOut,
  type MailBody,
  type MailContent,
  type MailFacts,
} from '../mail/mail-layout.ts'
import { momentOf, newPasswordAction } from '../mail/mail-sentences.ts'

const fileOpeningTexts = {
  'file-opened': {
    manner: 'avec le code affiché dans votre espace électeur',
    warning:
      "Vous n'avez lu de code à personne ? Quelqu'un connaît votre mot de passe et a ouvert votre espace électeur. Prévenez l'assistance, puis créez un nouveau mot de passe.",
  },
  'file-opened-by-identity': {
    manner: 'pour une personne qui a dit votre NUMEN et votre date de naissance',
    warning:
      "Vous n'avez pas appelé l'assistance ? Quelqu'un s'est fait passer pour vous : prévenez-la. Votre mot de passe n'a pas servi. Si vous pensez que quelqu'un le connaît, créez-en un nouveau.",
  },
  // A new password is not advised, because it would make the voter wait.
  'file-opened-to-agree': {
    manner: "pour qu'une deuxième personne de l'assistance vérifie ce que la première vous propose",
    warning:
      "Vous n'avez rien demandé à l'assistance ? Quelqu'un s'est fait passer pour vous : prévenez-la.",
  },
} as const satisfies Record<FileOpeningKind, unknown>

export function fileOpenedMail(
  letterhead: Letterhead,
  details: MailFacts & { by: FileOpeningKind },
): MailContent {
  const { siteUrl, by } = details
  const { manner, warning } = fileOpeningTexts[by]
  return layOut(letterhead, details, "L'assistance a ouvert votre dossier", [
    `L'assistance a ouvert votre dossier ${momentOf(letterhead, details)}, ${manner}. Il se referme seul après quelques minutes.`,
    "Elle voit où en sont vos demandes. Elle ne voit ni votre identifiant, ni votre mot de passe, ni votre NUMEN. L'ouverture du dossier ne change rien.",
    warning,
    ...(by === 'file-opened-to-agree'
      ? []
      : [newPasswordAction('Créer un nouveau mot de passe', siteUrl)]),
  ])
}

const confirmationText = 'Une deuxième personne doit la confirmer'

const staffActionTexts = {
  'stop-request': "arrêter votre demande d'un nouvel identifiant avant le départ du SMS",
  'grant-sms': 'vous permettre une demande de plus, au-delà du nombre maximal de SMS',
  'free-phone':
    'libérer le numéro de téléphone que vous avez saisi : il servait à une autre personne',
  'end-sessions':
    'mettre fin à toutes les connexions à votre compte. Votre mot de passe ne change pas',
  'lift-wait': "lever l'attente après des erreurs de NUMEN ou de date de naissance",
  'lift-both-lost-asked': `demander la levée du délai de sécurité avant votre prochaine demande. ${confirmationText}`,
  'lift-both-lost': 'lever, à deux personnes, le délai de sécurité avant votre prochaine demande',
  'repair-asked': `demander la correction de vos informations sur la liste électorale : votre adresse e-mail, ou votre NUMEN et votre date de naissance. ${confirmationText}`,
  'print-notice-asked': `demander l'impression d'une notice qui porte le début d'un nouvel identifiant. ${confirmationText}`,
  'print-notice':
    "imprimer, à deux personnes, une notice qui porte le début d'un nouvel identifiant",
} as const

export type StaffMailAction = keyof typeof staffActionTexts

export function staffActionMail(
  letterhead: Letterhead,
  details: MailFacts & { action: StaffMailAction },
): MailContent {
  const { siteUrl, action } = details
  const isPrinted = action === 'print-notice'
  return layOut(letterhead, details, "L'assistance intervient dans votre dossier", [
    `L'assistance intervient dans votre dossier ${momentOf(letterhead, details)} pour ${staffActionTexts[action]}. Votre espace électeur montre ce que vous pouvez faire.`,
    ...(isPrinted ? printedNoticeParagraphs(siteUrl) : []),
    "Le motif est inscrit au journal de l'élection. Le bureau de vote suit ce journal.",
    "Vous n'avez rien demandé à l'assistance ? Quelqu'un se fait passer pour vous. Prévenez l'assistance, puis créez un nouveau mot de passe.",
    {
      ...newPasswordAction('Créer un nouveau mot de passe', siteUrl),
      ...(isPrinted && { isSecondary: true }),
    },
  ])
}

/** Contains neither half of the identifier, since others may read the mail. */
function printedNoticeParagraphs(siteUrl: string): MailBody {
  return [
    "Dès que cette notice est imprimée, votre ancien identifiant est refusé. L'assistance vous la remet contre signature. Vous lisez la fin du nouvel identifiant dans votre espace électeur. Personne d'autre ne la voit :",
    { label: 'Lire la fin de mon identifiant', link: `${siteUrl}/notice/` },
  ]
}
