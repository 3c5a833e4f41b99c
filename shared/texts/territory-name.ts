const regions = new Intl.DisplayNames(['fr'], { type: 'region' })

/** « La Réunion », of a code of ISO 3166; of what is none, the code. */
export function territoryName(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}
