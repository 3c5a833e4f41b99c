/** On the button of a form that was sent, until the answer comes. */
export const sendingText = 'Envoi en cours…'
export const cancellingText = 'Annulation en cours…'

/** Before an error, in the page's title and at the field. */
export const errorPrefix = 'Erreur : '

/** To who hears the page, once an error is gone. */
export const mendedText = 'Corrigé.'

/** A year of two digits: which century is the voter's to say. */
export const shortYearText = "Écrivez l'année en quatre chiffres, par exemple 1975."

/** Before a request is sent, how many are left after it. */
export function remainingAfterText(remaining: number): string {
  if (remaining < 1) return "C'est votre dernière demande possible."
  return `Ensuite, il vous restera ${remaining} demande${remaining > 1 ? 's' : ''}.`
}

/** « 7 mars 1980 », of a day written `1980-03-07`: swapped, a day and a month are seen. */
export function dayText(isoDate: string): string {
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Date(isoDate).toLocaleDateString('fr-FR', format).replace(/^1 /, '1er ')
}
