export const withdrawingText = 'Retrait en cours…'

export function notWithdrawnText(isTooLate: boolean): string {
  return isTooLate
    ? 'Cette demande ne peut plus être retirée.'
    : "Nous n'avons pas pu confirmer que la demande est retirée : réessayez, sans risque."
}
