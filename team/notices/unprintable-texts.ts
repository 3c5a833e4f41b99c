import type { Election } from '../../shared/domain/election/election.ts'
import { electionFields, fieldName } from '../../shared/texts/election/election-fields.ts'
import { missingCharacterFinder } from '../../shared/tooling/pdf-document.ts'
import { characterName } from './texts.ts'

export function unprintableTexts({
  title,
  organiser,
  helpdesk: { phone, email, hours },
  ballots,
}: Pick<Election, 'title' | 'organiser' | 'helpdesk' | 'ballots'>): string[] {
  const findMissingCharacter = missingCharacterFinder()
  const texts = {
    ...{ title, organiser },
    ...{ 'helpdesk.phone': phone, 'helpdesk.email': email, 'helpdesk.hours': hours },
    ...Object.fromEntries(ballots.map(({ title }, index) => [`ballots[${index}].title`, title])),
  }
  return Object.entries(texts).flatMap(([field, text]) => {
    const character = findMissingCharacter(text)
    if (character === undefined) return []
    const label = electionFields[fieldName(field)]?.label
    return [
      `${label} (${field}) contient ${characterName(character)}, qui ne s'imprime pas dans la police des notices`,
    ]
  })
}
