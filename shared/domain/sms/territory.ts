/** For numbers of no territory, and requests made before it was noted. */
export const unknownTerritory = 'ZZ'

/** Saint-Barthélemy and Saint-Martin have the numbers of Guadeloupe, whose code stands for them in each request. */
export const countedAs = (territory: string) =>
  territory === 'BL' || territory === 'MF' ? 'GP' : territory

export function countedTerritories({ territories }: { territories: readonly string[] }): string[] {
  return [...new Set(territories.map(countedAs)), unknownTerritory]
}
