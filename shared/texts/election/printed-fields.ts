export type PrintedField = keyof typeof names | `ballots[${number}].title`

const names = {
  title: "le titre de l'élection",
  organiser: "le nom de l'organisateur",
  'helpdesk.phone': "le téléphone de l'assistance",
  'helpdesk.email': "l'adresse e-mail de l'assistance",
  'helpdesk.hours': "les horaires de l'assistance",
}

/** « le titre du scrutin 2 (ballots[1].title) » */
function fieldText(field: PrintedField): string {
  const [, at] = /^ballots\[(\d+)\]/.exec(field) ?? []
  const name =
    at === undefined ? names[field as keyof typeof names] : `le titre du scrutin ${Number(at) + 1}`
  return `${name} (${field})`
}

/** A character that is invisible by itself is told by its number only. */
export function unprintableText(field: PrintedField, character: string): string {
  const number = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  const shown = /[\p{C}\p{M}\p{Z}]/u.test(character) ? number : `« ${character} » (${number})`
  return `${fieldText(field)} contient ${shown}, qui ne s'imprime pas dans la police des notices`
}
