import { sinceMoment } from '../moments.ts'

/** « Celle-ci, depuis 20 h 43 » */
export function openSessionText(
  {
    openedAt,
    current,
    sharedComputer,
  }: {
    openedAt: string
    current: boolean
    sharedComputer: boolean
  },
  timeZone: string,
  now: Date,
): string {
  const since = sinceMoment(openedAt, timeZone, now)
  return `${current ? 'Celle-ci' : 'Une autre'}, ${since}${sharedComputer ? ' (ordinateur partagé)' : ''}`
}

export const onlySessionText = "Votre espace n'est ouvert nulle part ailleurs."
export const endingOthersText = 'Déconnexion…'

/** @param others how many are open after all: they were opened meanwhile */
export function othersEndedText(others: number): string {
  const ended = 'Les autres connexions ont pris fin.'
  return others > 0
    ? `${ended} Votre espace vient d'être ouvert ailleurs une nouvelle fois : voyez la liste.`
    : `${ended} ${onlySessionText}`
}

export const othersEndedUnlistedText =
  "Les autres connexions ont pris fin. La liste n'a pas pu être relue."

export function unconfirmedEndText(why: string): string {
  return `Nous n'avons pas pu confirmer que toutes les autres connexions ont pris fin. ${why} Vous pouvez appuyer de nouveau sur le bouton, sans risque.`
}

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
