import { timeOfDay, zoneName } from '../moments.ts'

export const sessionOverText = 'Votre session est terminée. Connectez-vous pour continuer.'
export const signInFirstText = 'Connectez-vous pour ouvrir cette page.'
export const signedOutText = 'Déconnexion réussie.'
export const sessionOverDraftKeptText =
  'Votre session est terminée. Connectez-vous pour continuer. Ce que vous avez saisi est gardé, sauf le NUMEN et le code de sécurité.'

export const sessionEndedPhoneKeptText =
  'Votre session est terminée. Connectez-vous pour continuer. Le numéro saisi est gardé.'

/** Must not reveal whether the address or the password is wrong. */
export const wrongSignInText = 'Adresse ou mot de passe incorrect.'

export const draftRestoredText =
  'Ce que vous aviez saisi a été gardé, sauf le NUMEN et le code de sécurité. Complétez la demande, puis envoyez-la.'

/** Rounds up, so that the text stays true while shown. */
export function sessionEndsSoonText(remainingMs: number): string {
  const minutes = Math.ceil(remainingMs / 60_000)
  return `Par sécurité, votre session prend fin dans moins ${minutes > 1 ? `de ${minutes} minutes` : "d'une minute"}.`
}

export function sessionEndsAtText(endsAt: string, timeZone: string): string {
  return `Par sécurité, votre session prend fin à ${timeOfDay(endsAt, timeZone)} (${zoneName(timeZone)}). Vous devrez vous reconnecter.`
}

export const renewingText = 'Un instant…'

export const unconfirmedSignOutText =
  "Nous n'avons pas pu confirmer votre déconnexion. Réessayez. Sur un ordinateur partagé, fermez aussi le navigateur."
