import { type Letterhead, layOut, type MailContent, type MailFacts } from '../mail/mail-layout.ts'
import { momentOf, newPasswordAction, requestBlockText } from '../mail/mail-sentences.ts'
import { period, untilMoment } from '../moments.ts'

export function rollCorrectedMail(
  letterhead: Letterhead,
  details: MailFacts & {
    lastName: string
    email: string
    ballots: string[]
    hasNewEmail: boolean
    reissuesResumeAt: Date | undefined
  },
): MailContent {
  const { firstName, lastName, email, ballots, hasNewEmail, siteUrl, reissuesResumeAt } = details
  return layOut(letterhead, details, 'La liste électorale a été corrigée pour vous', [
    `L'équipe de l'élection a corrigé vos informations sur la liste électorale ${momentOf(letterhead, details)}. Voici les informations corrigées.`,
    `Nom : ${firstName} ${lastName}. Adresse e-mail : ${email}. Vous votez pour : ${ballots.join(' ; ')}.`,
    ...(hasNewEmail
      ? [
          "Votre adresse e-mail a changé. Par sécurité, le mot de passe créé avec l'ancienne n'est plus valable, et les connexions ouvertes ont pris fin. Votre identifiant électeur ne change pas. Créez votre mot de passe avec votre nouvelle adresse :",
          { label: 'Créer mon mot de passe', link: `${siteUrl}/mot-de-passe/` },
        ]
      : ['Votre identifiant électeur et votre mot de passe personnel ne changent pas.']),
    ...(reissuesResumeAt ? [requestBlockText(letterhead, reissuesResumeAt, details.at)] : []),
    "Vous voyez une erreur ? Prévenez l'assistance.",
  ])
}

/** Goes to the former address, so it must not contain the new one. */
export function addressReplacedMail(letterhead: Letterhead, details: MailFacts): MailContent {
  return layOut(letterhead, details, "Cette adresse n'est plus celle de votre compte électeur", [
    `L'équipe de l'élection a remplacé cette adresse e-mail sur la liste électorale, ${momentOf(letterhead, details)} au plus tard. Le mot de passe créé avec elle n'est plus valable. Les prochains messages partiront à la nouvelle adresse.`,
    "Vous n'avez pas demandé ce changement ? Appelez tout de suite l'assistance.",
  ])
}

export function rollRemovedMail(
  letterhead: Letterhead,
  details: MailFacts & { contestUntil: Date | undefined },
): MailContent {
  const { at, contestUntil } = details
  return layOut(letterhead, details, "Vous n'êtes plus sur la liste électorale", [
    `L'équipe de l'élection a retiré votre nom de la liste électorale ${momentOf(letterhead, details)}.`,
    'Votre espace électeur est fermé : votre identifiant électeur et votre mot de passe ne servent plus. Si vous aviez demandé un nouvel identifiant, cette demande est annulée : aucun SMS ne partira.',
    contestUntil
      ? `Vous pensez que c'est une erreur ? Adressez-vous à l'assistance. Vous pouvez contester ${untilMoment(contestUntil, letterhead.timeZone, at)}.`
      : "Vous pensez que c'est une erreur ? Adressez-vous tout de suite à l'assistance.",
  ])
}

export function noticeReturnedMail(
  letterhead: Letterhead,
  details: MailFacts & { reissueOpensAt: Date; reissueClosesAt: Date },
): MailContent {
  const { siteUrl, at, reissueOpensAt, reissueClosesAt } = details
  return layOut(letterhead, details, 'Votre notice de vote ne vous a pas été remise', [
    `Votre notice de vote est revenue sans votre signature. Par sécurité, l'identifiant électeur qu'elle porte n'est plus valable depuis ${momentOf(letterhead, details)}.`,
    `Pour voter, demandez un nouvel identifiant dans votre espace électeur, ${period(reissueOpensAt, reissueClosesAt, letterhead.timeZone, at)}. Il vous faut un téléphone mobile, votre NUMEN et votre date de naissance. Le nouvel identifiant arrive par SMS.`,
    { label: 'Ouvrir mon espace électeur', link: `${siteUrl}/` },
    "Votre mot de passe personnel ne change pas. Si vous n'en avez pas encore, créez-le depuis la page de connexion.",
    "Vous ne pouvez pas recevoir de SMS ? Adressez-vous à l'assistance.",
  ])
}

export function noticeRenewedMail(letterhead: Letterhead, details: MailFacts): MailContent {
  return layOut(letterhead, details, 'Une nouvelle notice de vote est imprimée pour vous', [
    `L'équipe de l'élection a remplacé votre notice de vote ${momentOf(letterhead, details)}. Votre ancien identifiant électeur n'est plus valable. Attendez la nouvelle notice : elle porte votre nouvel identifiant.`,
    'Votre mot de passe personnel ne change pas.',
    "Vous ne recevez pas cette notice ? Adressez-vous à l'assistance.",
  ])
}

export function accountRestoredMail(letterhead: Letterhead, details: MailFacts): MailContent {
  const { siteUrl } = details
  return layOut(letterhead, details, 'Votre compte électeur a été remis en état', [
    `Des données du service ont été abîmées. L'équipe de l'élection a remis votre compte en état ${momentOf(letterhead, details)}, et toutes vos connexions ont pris fin.`,
    'Votre identifiant électeur valable est le dernier que vous avez reçu. Votre mot de passe personnel ne change pas, sauf si vous veniez de le choisir : si le nouveau est refusé, essayez le précédent, ou créez-en un autre.',
    newPasswordAction('Créer un nouveau mot de passe', siteUrl),
    { label: 'Ouvrir mon espace électeur', link: `${siteUrl}/` },
    "Une demande que vous veniez de faire n'y est plus ? Refaites-la : elle ne compte pas.",
  ])
}
