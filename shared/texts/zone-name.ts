/** « heure de Paris » for `Europe/Paris`. */
export function zoneName(timeZone: string): string {
  const city = timeZone.slice(timeZone.lastIndexOf('/') + 1).replace(/_/g, ' ')
  return `heure ${/^[AEIOU]/.test(city) ? "d'" : 'de '}${city}`
}
