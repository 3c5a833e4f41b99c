import { moment } from '../moments.ts'
import type { Letterhead } from './mail-layout.ts'

export const mailboxAdvice =
  "Changez d'abord le mot de passe de votre messagerie : quelqu'un d'autre la lit peut-être."

export const nothingCountedText = "Aucune demande n'a été décomptée."

export const requestBlockText = ({ timeZone }: Letterhead, until: Date, at: Date) =>
  `Par sécurité, vous ne pourrez pas demander de nouvel identifiant en ligne avant ${moment(until, timeZone, at)}. Si vous n'avez plus le vôtre et que c'est urgent, appelez l'assistance.`

export const strangerParagraphs = (siteUrl: string) => [
  `Ce n'est pas vous ? Quelqu'un d'autre a ouvert votre espace électeur. ${mailboxAdvice} Demandez ensuite un lien pour créer un nouveau mot de passe.`,
  newPasswordAction("Ce n'est pas moi : demander un lien", siteUrl),
  "Prévenez aussi l'assistance.",
]

export function newPasswordAction(label: string, siteUrl: string) {
  return { label, link: `${siteUrl}/mot-de-passe/` }
}

export const momentOf = ({ timeZone }: Letterhead, { at }: { at: Date }) => moment(at, timeZone, at)
