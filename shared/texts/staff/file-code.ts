import { timeOfDay } from '../moments.ts'

export const shownCodeTitle = 'Votre code'

/** Read aloud as two times four. */
export const shownCode = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`

export function shownCodeText(expiresAt: string, timeZone: string): string {
  return `Ce code sert une fois, jusqu'à ${timeOfDay(expiresAt, timeZone)}. Un nouveau code remplace celui-ci.`
}

/** To the staff; the same for a code that is none, was used, replaced or has expired. */
export const unknownCodeText = {
  title: "Ce code n'ouvre aucun dossier.",
  detail: 'Il a pu servir, être remplacé ou expirer : demandez-en un autre.',
}

/** The same whichever is wrong. */
export const unknownIdentityText = {
  title: "Ce NUMEN et cette date de naissance ne sont pas ceux d'une même personne de la liste.",
  detail: 'Faites-les répéter. Chaque essai est compté.',
}

export function openFileText(initials: string, closesAt: string, timeZone: string): string {
  return `Vous voyez le dossier de ${initials}, ouvert avec son accord. Il se referme à ${timeOfDay(closesAt, timeZone)}.`
}

export const fileClosedText = 'Le dossier est refermé.'
