export const miscopiedIdentifierText =
  'Cet identifiant contient une faute de frappe : comparez ses 12 caractères, un par un.'

export const shortIdentifierText = 'Il manque des caractères : un identifiant en compte 12.'

export const twoIdentifiersText =
  'Ce texte contient deux identifiants : collez celui du dernier SMS reçu.'

export const noTypoText = '✓ Aucune faute de frappe.'
