import { timeOfDay } from '../moments.ts'

export const fileCodeTitle = 'Votre code'

export const formatFileCode = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`

export function fileCodeText(expiresAt: string, timeZone: string): string {
  return `Ce code sert une fois, jusqu'à ${timeOfDay(expiresAt, timeZone)}. Un nouveau code remplace celui-ci.`
}

export const noCodeText = 'Saisissez le code.'

/** Must not tell unknown, used, replaced and expired codes apart. */
export const unknownCodeText = {
  title: "Ce code n'ouvre aucun dossier.",
  detail: 'Il a peut-être servi, été remplacé ou expiré : demandez-en un autre.',
}

export const unknownIdentityText = {
  title: "Ce NUMEN et cette date de naissance ne sont pas ceux d'une même personne de la liste.",
  detail: 'Faites-les répéter. Chaque essai est compté.',
}

const openings = {
  'file-opened': 'Ouvert avec le code de la personne, ',
  'file-opened-by-identity': 'Ouvert sur son NUMEN et sa date de naissance, ',
  'file-opened-to-agree': 'Ouvert avec le code de votre collègue, ',
} as const

export const openFileTitle = (initials: string) => `Dossier ouvert : ${initials}`

export function openFileText(
  opening: keyof typeof openings,
  closesAt: string,
  timeZone: string,
): string {
  return `${openings[opening]}jusqu'à ${timeOfDay(closesAt, timeZone)}.`
}

export const fileClosedText = 'Le dossier est refermé.'
