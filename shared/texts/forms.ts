export const sendingText = 'Envoi en cours…'

/** Before an error, in the page's title and at the field. */
export const errorPrefix = 'Erreur : '

/** To who hears the page, once an error is gone. */
export const mendedText = 'Corrigé.'

/** The label of a button whose effect could not be confirmed. */
export const pressAgainText = 'Vous pouvez appuyer de nouveau sur le bouton, sans risque.'
