/** Does not name the territory: Saint-Martin has the numbers of Guadeloupe. */
export function capReachedText(isOfTerritory: boolean): string {
  const where = isOfTerritory ? ' vers le territoire de ce numéro' : ''
  return `Le nombre de SMS qui peuvent partir en un jour${where} est atteint`
}
