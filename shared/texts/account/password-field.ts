/** The button beside a password, and what it has just done. */
export const passwordFieldTexts = {
  show: 'Afficher',
  showLabel: 'Afficher le mot de passe',
  shown: 'Votre mot de passe est affiché',
  hide: 'Masquer',
  hideLabel: 'Masquer le mot de passe',
  hidden: 'Votre mot de passe est masqué',
}
