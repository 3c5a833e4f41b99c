import { unknownPhoneText } from './reissue-availability.ts'
import type { Situation } from './reissue-situation.ts'

export const smsPendingText = 'Un SMS va vous être envoyé : cette page vous dira quand il part.'

const heldTexts: Record<string, string> = {
  suspended: 'Le vote est suspendu, et aucun SMS ne part.',
  'after-close':
    "Ce SMS ne partira sans doute pas avant la fermeture du vote : appelez l'assistance.",
  paused: 'Les SMS vers le territoire de ce numéro sont retenus.',
  'territory-cap': "Les SMS vers le territoire de ce numéro sont limités aujourd'hui.",
}

export function heldText(cause: NonNullable<Situation['held'] | Situation['postponed']>): string {
  if (cause === 'unknown-phone') return unknownPhoneText
  const reasonText = heldTexts[cause] || 'Une limite de notre service retient les SMS.'
  return `${reasonText} Vous n'y êtes pour rien, et votre demande est conservée.`
}
