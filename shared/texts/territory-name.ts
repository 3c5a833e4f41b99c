export function territoryName(code: string): string {
  try {
    // The first `DisplayNames` is slow to create, so it must not be created at import, during a cold start.
    return new Intl.DisplayNames(['fr'], { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** Accepts a code, a whole name, or at least four letters of a name that fit only one territory. */
export function findTerritory(codes: readonly string[], typedName: string): string | undefined {
  const letters = lettersOf(typedName)
  const candidates = codes.map((code) => ({
    code,
    names: [code, territoryName(code), territoryText(code)].map(lettersOf),
  }))
  const match = candidates.find(({ names }) => names.includes(letters))
  const matches = candidates.filter(({ names }) => names.some((name) => name.includes(letters)))
  return (match ?? (letters.length > 3 && matches.length === 1 ? matches[0] : undefined))?.code
}

const lettersOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/^(la|les)\s|[^\p{L}]/giu, '')
    .toLowerCase()

export const territoryText = (code: string) =>
  code === 'FR' ? 'Métropole' : code === 'ZZ' ? 'Autres numéros' : territoryName(code)
