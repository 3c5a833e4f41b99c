export const unknownTerritory = 'ZZ'

/** Saint-Barthélemy and Saint-Martin share Guadeloupe's mobile number ranges, so they count as GP. */
export const countedTerritory = (territory: string) =>
  territory === 'BL' || territory === 'MF' ? 'GP' : territory

export function countedTerritories({ territories }: { territories: readonly string[] }): string[] {
  return [...new Set(territories.map(countedTerritory)), unknownTerritory]
}
