import type { OpenSession } from '../../contract/session.ts'
import { pressAgainText } from '../forms.ts'
import { sinceMoment } from '../moments.ts'

export function openSessionText(session: OpenSession, timeZone: string, now: Date): string {
  const since = sinceMoment(session.openedAt, timeZone, now)
  return `${session.current ? 'Celle-ci' : 'Une autre'}, ${since}${session.sharedComputer ? ' (ordinateur partagé)' : ''}`
}

export const onlySessionText = "Vous n'avez pas d'autre connexion ouverte."
export const endingOtherSessionsText = 'Déconnexion…'

export function otherSessionsEndedText(newSessionCount: number): string {
  const endedText = 'Les autres connexions ont pris fin.'
  return newSessionCount > 0
    ? `${endedText} Une nouvelle connexion vient d'être ouverte : regardez la liste.`
    : `${endedText} ${onlySessionText}`
}

export const unreadListText = "Les autres connexions ont pris fin. La liste n'a pas pu être relue."

export function unconfirmedEndText(cause: string): string {
  return `Nous n'avons pas pu confirmer que toutes les autres connexions ont pris fin. ${cause} ${pressAgainText}`
}

export const unconfirmedEndOfSessionsText =
  "Nous n'avons pas pu confirmer que toutes vos connexions ont pris fin."
