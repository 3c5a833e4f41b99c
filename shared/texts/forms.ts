/** On the button of a form that was sent, until the answer comes. */
export const sendingText = 'Envoi en cours…'
export const cancellingText = 'Annulation en cours…'

/** Before an error, in the page's title and at the field. */
export const errorPrefix = 'Erreur : '
