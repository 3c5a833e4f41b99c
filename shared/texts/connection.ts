export const loadingText = 'Chargement…'

/** Eight seconds later, there or on a form that was sent. */
export const slowText = 'Réseau lent, nous attendons encore.'
export const reloadText = 'Recharger'
/** The button that gives up an answer; what was sent may be sent again. */
export const stopWaitingText = 'Ne plus attendre'

export const unreachableText = {
  title: "Nous n'avons pas pu joindre le service.",
  detail: 'Vérifiez votre connexion à internet, puis réessayez.',
}

/** What stands before the API answered in its place: there are too many of us. */
export const overloadedText = {
  title: 'Le service est très demandé.',
  detail: 'Réessayez dans une minute.',
}

export const cookiesRefusedText = {
  title: 'Votre navigateur refuse les cookies, nécessaires à la connexion.',
  detail: 'Autorisez les cookies de ce site, puis connectez-vous de nouveau.',
}

/** What a page that asks again and again has of a request. */
export function refreshedText(moment: string): string {
  return `Suivi actualisé ${moment}.`
}
/** What stands below is of the last answer. */
export function staleText(moment: string, isOnline: boolean): string {
  const why = isOnline ? 'Le service ne répond pas' : 'Vous êtes hors ligne'
  return `${why} : voici la situation ${moment}.`
}
