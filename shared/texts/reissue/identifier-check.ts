/** At the field, of an identifier that was never given to anybody: nothing was sent. */
export const miscopiedIdentifierText =
  'Cet identifiant contient une faute de frappe : comparez ses 12 caractères, un par un.'

export const twoIdentifiersText =
  'Ce texte contient deux identifiants : collez celui du dernier SMS reçu.'

/** Under the field. Whether it is the valid one is not known here. */
export const wellCopiedText = '✓ Aucune faute de frappe.'
