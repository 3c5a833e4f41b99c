import type { Election } from '../../shared/domain/election/election.ts'
import { missingCharacters } from '../../shared/tooling/pdf-document.ts'
import type { PrintedField } from './printed-fields.ts'

export interface UnprintableText {
  field: PrintedField
  character: string
}

/** Of all that a notice says of an election, the texts with a character that its font lacks: an emoji, for one. */
export function unprintableTexts({
  title,
  organiser,
  helpdesk: { phone, email, hours },
  ballots,
}: Pick<Election, 'title' | 'organiser' | 'helpdesk' | 'ballots'>): UnprintableText[] {
  const missingIn = missingCharacters()
  const texts: [PrintedField, string][] = [
    ['title', title],
    ['organiser', organiser],
    ['helpdesk.phone', phone],
    ['helpdesk.email', email],
    ['helpdesk.hours', hours],
    ...ballots.map((ballot, at): [PrintedField, string] => [`ballots[${at}].title`, ballot.title]),
  ]
  return texts.flatMap(([field, text]) => {
    const character = missingIn(text)
    return character === undefined ? [] : [{ field, character }]
  })
}
