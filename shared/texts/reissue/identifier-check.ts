/** At the field, of an identifier that was never given to anybody: nothing was sent. */
export const miscopiedIdentifierText =
  'Vérifiez cet identifiant : il est mal recopié. Comparez ses 12 caractères, un par un, avec ceux de votre notice de vote ou du dernier SMS reçu.'
