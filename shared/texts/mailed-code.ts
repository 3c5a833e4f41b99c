/** Once a code was asked for: the same whether the address is known or not. */
export const askedForCodeText =
  "Si cette adresse est celle d'un compte, un code lui est envoyé. Trois e-mails partent au plus par jour : le code du dernier reste valable 24 heures au moins."

/** The link of the e-mail was opened. */
export const codeFilledText =
  'Le code reçu par e-mail est saisi. Saisissez votre adresse e-mail et votre mot de passe, puis connectez-vous.'
