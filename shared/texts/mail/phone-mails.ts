import { dayText, fromMoment } from '../moments.ts'
import { type Letterhead, layOut, type MailContent, type MailFacts } from './mail-layout.ts'
import { momentOf, newPasswordAction, strangerParagraphs } from './mail-sentences.ts'

type Details = MailFacts & { maskedPhone: string }

export function phoneSetMail(
  letterhead: Letterhead,
  details: Details & { settlesAt: Date; requestedOn?: string | undefined },
): MailContent {
  const { settlesAt, requestedOn, at } = details
  const startText = settlesAt > at ? ` ${fromMoment(settlesAt, letterhead.timeZone, at)}` : ''
  const registeredText = requestedOn
    ? `L'équipe de l'élection a enregistré le numéro se terminant par ${lastDigits(details)}, selon votre demande du ${dayText(requestedOn)}.`
    : `Le numéro se terminant par ${lastDigits(details)} a été enregistré dans votre espace électeur ${momentOf(letterhead, details)}.`
  return layOut(letterhead, details, 'Votre téléphone est enregistré', [
    registeredText,
    `Il pourra recevoir un nouvel identifiant électeur${startText}. Votre identifiant et votre mot de passe ne changent pas.`,
    ...(requestedOn ? [notRequestedText] : strangerParagraphs(details.siteUrl)),
  ])
}

export function phoneRemovedMail(
  letterhead: Letterhead,
  details: Details & { isUndoable: boolean },
): MailContent {
  const undoText = `Un SMS au numéro se terminant par ${lastDigits(details)} contient un lien pour annuler ce retrait.`
  return layOut(letterhead, details, "Votre téléphone n'est plus enregistré", [
    `Le numéro enregistré a été retiré de votre espace électeur ${momentOf(letterhead, details)}. ${details.isUndoable ? undoText : ''}`.trim(),
    ...strangerParagraphs(details.siteUrl),
  ])
}

export function phoneUndoneMail(letterhead: Letterhead, details: Details): MailContent {
  return layOut(letterhead, details, 'Le changement de téléphone est annulé', [
    `Le lien envoyé par SMS au numéro se terminant par ${lastDigits(details)} a été suivi ${momentOf(letterhead, details)} : ce numéro est de nouveau enregistré, et le changement est annulé.`,
    'Par sécurité, toutes les connexions à votre compte ont pris fin. Créez un nouveau mot de passe avant de demander un identifiant.',
    newPasswordAction('Créer un nouveau mot de passe', details.siteUrl),
    "Prévenez aussi l'assistance.",
  ])
}

export function delayLiftedMail(letterhead: Letterhead, details: Details): MailContent {
  return layOut(letterhead, details, 'Le délai de sécurité est levé', [
    `Le code envoyé au numéro se terminant par ${lastDigits(details)} a été saisi dans votre espace électeur ${momentOf(letterhead, details)}. Le délai de sécurité est levé.`,
    ...strangerParagraphs(details.siteUrl),
  ])
}

const notRequestedText =
  "Ce n'est pas votre numéro, ou vous n'avez rien demandé ? Prévenez l'assistance. Vous pouvez aussi le changer ou le retirer dans votre espace électeur."

const lastDigits = ({ maskedPhone }: Details) => maskedPhone.slice(-2)
