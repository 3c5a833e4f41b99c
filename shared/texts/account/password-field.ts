/** The button beside a password, and what it has just done. */
export const passwordFieldTexts = {
  show: 'Afficher',
  showLabel: 'Afficher le mot de passe',
  shown: 'Votre mot de passe est affiché',
  hide: 'Masquer',
  hideLabel: 'Masquer le mot de passe',
  hidden: 'Votre mot de passe est masqué',
}

export function unconfirmedPasswordText(why: string) {
  return {
    title: "Nous n'avons pas pu confirmer que votre mot de passe est enregistré.",
    detail: `${why} Réessayez ; si le lien est alors refusé, essayez de vous connecter avec ce mot de passe.`,
  }
}
