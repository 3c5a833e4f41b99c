export const sendingText = 'Envoi en cours…'

export const errorPrefix = 'Erreur : '

/** Announced when an error is gone. */
export const mendedText = 'Corrigé.'

export const pressAgainText = 'Vous pouvez appuyer de nouveau sur le bouton, sans risque.'
