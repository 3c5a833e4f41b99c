/** Also shown for an unknown address, so it must not say that a code was sent. */
export const codeRequestedText =
  "Si cette adresse est celle d'un compte, un code lui est envoyé. Trois e-mails partent par jour au maximum. Le code du dernier reste valable 24 heures au moins."

export const offerMailedCodeText = 'Recevez un code par e-mail pour vous connecter sans attendre.'

export const invalidMailedCodeText =
  "Le code saisi n'est pas le bon, ou n'est plus valable. Prenez celui du dernier e-mail reçu, ou recevez-en un autre."

export const codeFilledText =
  'Le code reçu par e-mail est saisi. Saisissez votre adresse e-mail et votre mot de passe, puis connectez-vous.'
