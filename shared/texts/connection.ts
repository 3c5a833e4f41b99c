export const loadingText = 'Chargement…'

export const slowNetworkText = 'Réseau lent, nous attendons encore.'
export const reloadText = 'Recharger'
export const stopWaitingText = 'Ne plus attendre'

export const unreachableText = {
  title: "Nous n'avons pas pu joindre le service.",
  detail: 'Réessayez, ou vérifiez votre connexion à internet.',
}

export const overloadedText = {
  title: 'Le service est très demandé.',
  detail: 'Réessayez dans une minute.',
}

export const cookiesRefusedText = {
  title: 'Votre navigateur refuse les cookies, nécessaires à la connexion.',
  detail: 'Autorisez les cookies de ce site, puis connectez-vous de nouveau.',
}

export function refreshedText(moment: string): string {
  return `Suivi actualisé ${moment}.`
}
export function staleText(moment: string, isOnline: boolean): string {
  const reasonText = isOnline ? 'Le service ne répond pas' : 'Vous êtes hors ligne'
  return `${reasonText} : voici la situation ${moment}.`
}
