import { electionFields, fieldOf } from '../../shared/texts/election/election-fields.ts'

export type PrintedField =
  | 'title'
  | 'organiser'
  | `helpdesk.${'phone' | 'email' | 'hours'}`
  | `ballots[${number}].title`

/** A character that is invisible by itself is told by its number only. */
export function unprintableText(field: PrintedField, character: string): string {
  const number = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  const shown = /[\p{C}\p{M}\p{Z}]/u.test(character) ? number : `« ${character} » (${number})`
  const label = electionFields[fieldOf(field)]?.label
  return `${label} (${field}) contient ${shown}, qui ne s'imprime pas dans la police des notices`
}
