import { nearMoment } from '../moments.ts'

export function requesterText(
  request: { requestedAt: string; maskedPhone: string; withdrawn?: true },
  timeZone: string,
  now: Date,
): string {
  const [withdrawnText, adverb] = request.withdrawn ? [', puis retirée', ' quand même'] : ['', '']
  return `Une demande a été faite ${nearMoment(request.requestedAt, timeZone, now)} avec votre compte, pour le numéro se terminant par ${request.maskedPhone.slice(-2)}${withdrawnText}. Si ce n'est pas vous, annulez-la${adverb} :`
}

export const unconfirmedCancellationText = "Nous n'avons pas pu confirmer l'annulation."

export const cancelledTitle = 'Demande annulée'

export const cancellingText = 'Annulation en cours…'

export const withdrawingText = 'Retrait en cours…'

export function notWithdrawnText(isTooLate: boolean): string {
  return isTooLate
    ? 'Cette demande ne peut plus être retirée.'
    : "Nous n'avons pas pu confirmer que la demande est retirée : réessayez, sans risque."
}
