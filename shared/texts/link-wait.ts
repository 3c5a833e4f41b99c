/** Below that a wait is nothing to be told of. */
const tellableMinutes = 2

/** Above that it depends on too much that nobody knows. */
const tellableHours = 4

/** What whoever asked for a link is told when many do; undefined when it leaves soon. */
export function linkWaitText(waitMinutes: number): string | undefined {
  if (waitMinutes < tellableMinutes) return undefined
  const wait =
    waitMinutes > tellableHours * 60 ? 'plusieurs heures' : `jusqu’à ${atMost(waitMinutes)}`
  return `Beaucoup de personnes demandent un lien en ce moment : l’e-mail peut mettre ${wait} à partir. Votre demande est enregistrée : inutile d’en faire une autre. Le lien sert pendant 2 heures à partir de l’envoi de l’e-mail.`
}

/** Rounded up to five minutes, to ten from an hour on. */
function atMost(minutes: number): string {
  const step = minutes > 60 ? 10 : 5
  const rounded = Math.ceil(minutes / step) * step
  const hours = Math.floor(rounded / 60)
  const rest = rounded % 60
  if (hours === 0) return `${rest} minutes`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest}`
}
