/** Of all SMS, or of those to one territory: Saint-Martin has the numbers of Guadeloupe, so it is not named. */
export function capReachedText(isOfTerritory: boolean): string {
  const where = isOfTerritory ? ' vers le territoire de ce numéro' : ''
  return `Le nombre de SMS qui peuvent partir en un jour${where} est atteint`
}
