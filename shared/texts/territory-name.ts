const regions = new Intl.DisplayNames(['fr'], { type: 'region' })

/** « La Réunion », of a code of ISO 3166; of what is none, the code. */
export function territoryName(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}

/** « Métropole »: as the election names where SMS go. */
export const territoryText = (code: string) =>
  code === 'FR' ? 'Métropole' : code === 'ZZ' ? 'Autres numéros' : territoryName(code)
