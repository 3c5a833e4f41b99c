// What a page says of a change whose answer never came: it may have been made or not.

export const unconfirmedReissueText = {
  title: "Nous n'avons pas pu confirmer que votre demande a été enregistrée.",
  detail:
    "Vous pouvez réessayer sans rien perdre : si elle a été enregistrée, son suivi s'affichera et rien de plus ne sera décompté.",
}

/** Until its answer comes. */
export const withdrawingText = 'Retrait en cours…'

export function notWithdrawnText(isTooLate: boolean): string {
  return isTooLate
    ? 'Cette demande ne peut plus être retirée.'
    : "Nous n'avons pas pu confirmer que la demande est retirée : réessayez, sans risque."
}

/** @param advice what to do, when it is known better */
export function unconfirmedCancellationText(
  why: string,
  advice = 'Vous pouvez appuyer de nouveau sur le bouton, sans risque.',
) {
  return { title: "Nous n'avons pas pu confirmer l'annulation.", detail: `${why} ${advice}` }
}

export function unconfirmedPasswordText(why: string) {
  return {
    title: "Nous n'avons pas pu confirmer que votre mot de passe est enregistré.",
    detail: `${why} Réessayez ; si le lien est alors refusé, essayez de vous connecter avec ce mot de passe.`,
  }
}

export const unconfirmedSignOutText =
  "Nous n'avons pas pu confirmer votre déconnexion. Réessayez ; sur un ordinateur partagé, fermez aussi le navigateur."

/** @param advice what to do, when it is known better */
export function unconfirmedEndOfSessionsText(
  why: string,
  advice = 'Vous pouvez appuyer de nouveau sur le bouton, sans risque.',
) {
  return {
    title: "Nous n'avons pas pu confirmer que toutes les sessions ont pris fin.",
    detail: `${why} ${advice}`,
  }
}
