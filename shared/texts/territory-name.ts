const regions = new Intl.DisplayNames(['fr'], { type: 'region' })

/** « La Réunion » for an ISO 3166 code; an unknown code stays itself. */
export function territoryName(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}

export const territoryText = (code: string) =>
  code === 'FR' ? 'Métropole' : code === 'ZZ' ? 'Autres numéros' : territoryName(code)
