export const sendingText = 'Envoi en cours…'

export const errorPrefix = 'Erreur : '

export const correctedText = 'Corrigé.'

export const pressAgainText = 'Vous pouvez appuyer de nouveau sur le bouton, sans risque.'
