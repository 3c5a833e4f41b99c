/** The button beside a password, and what it has just done. */
export const passwordFieldTexts = {
  show: 'Afficher',
  showLabel: 'Afficher le mot de passe',
  shown: 'Mot de passe affiché',
  hide: 'Masquer',
  hideLabel: 'Masquer le mot de passe',
  hidden: 'Mot de passe masqué',
}

export function unconfirmedPasswordText(why: string) {
  return {
    title: 'Nous ne savons pas si votre mot de passe est enregistré.',
    detail: `${why} Réessayez. Si le lien est alors refusé, connectez-vous avec ce mot de passe.`,
  }
}

/** What is said of a password while it is typed. Not by `count`: the page is at its limit of bytes. */
export function missingText(characters: number): string {
  return `Trop court : il manque ${characters} caractère${characters > 1 ? 's' : ''}.`
}
export const easyToGuessText = 'Trop facile à deviner : ajoutez des mots.'
/** The page knows little of what is easy to guess, and nothing of this voter: the API does. */
export const longEnoughText = "Assez long. S'il est facile à deviner, il sera refusé."
