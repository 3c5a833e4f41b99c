export const passwordFieldTexts = {
  showButton: 'Afficher',
  showLabel: 'Afficher le mot de passe',
  shownStatus: 'Mot de passe affiché',
  hideButton: 'Masquer',
  hideLabel: 'Masquer le mot de passe',
  hiddenStatus: 'Mot de passe masqué',
}

export function unconfirmedPasswordText(cause: string) {
  return {
    title: 'Nous ne savons pas si votre mot de passe est enregistré.',
    detail: `${cause} Réessayez. Si le lien est alors refusé, connectez-vous avec ce mot de passe.`,
  }
}

/** Does not import `count`, which would take the password page's script over its size limit. */
export function missingCharactersText(characterCount: number): string {
  return `Trop court : il manque ${characterCount} caractère${characterCount > 1 ? 's' : ''}.`
}
export const guessablePasswordText = 'Trop facile à deviner : ajoutez des mots.'
export const longPasswordText = "Assez long. S'il est facile à deviner, il sera refusé."
