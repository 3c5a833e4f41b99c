const regions = new Intl.DisplayNames(['fr'], { type: 'region' })

/** « La Réunion » for an ISO 3166 code; returns an unknown code as it is. */
export function territoryName(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}

export const territoryNamed = (codes: readonly string[], typed: string): string | undefined =>
  codes.find((code) =>
    [code, territoryName(code)].some((name) => lettersOf(name) === lettersOf(typed)),
  )

const lettersOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/^(la|les)\s|[^\p{L}]/giu, '')
    .toLowerCase()

export const territoryText = (code: string) =>
  code === 'FR' ? 'Métropole' : code === 'ZZ' ? 'Autres numéros' : territoryName(code)
