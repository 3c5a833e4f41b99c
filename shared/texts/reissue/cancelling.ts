import { nearMoment } from '../moments.ts'

/** Above the button that stops a request: which one it is. Its holder may be somebody else than who asked. */
export function whoAskedText(
  {
    requestedAt,
    maskedPhone,
    withdrawn,
  }: { requestedAt: string; maskedPhone: string; withdrawn?: true },
  timeZone: string,
  now: Date,
): string {
  const taken = withdrawn ? ', puis a retiré sa demande' : ''
  return `Quelqu'un a demandé ${nearMoment(requestedAt, timeZone, now)} un identifiant pour le numéro finissant par ${maskedPhone.slice(-2)}${taken}. Ce n'est pas vous ?`
}

/** @param advice what to do, when it is known better */
export function unconfirmedCancellationText(
  why: string,
  advice = 'Vous pouvez appuyer de nouveau sur le bouton, sans risque.',
) {
  return { title: "Nous n'avons pas pu confirmer l'annulation.", detail: `${why} ${advice}` }
}

/** On the button of that form, until the answer comes. */
export const cancellingText = 'Annulation en cours…'
