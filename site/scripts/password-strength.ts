import { charactersOf, leastCharacters } from '../../shared/domain/password-strength.ts'

/** Why the API refuses a password. */
export type Weakness = 'too-short' | 'too-common'

export type IsTooCommon = (password: string) => boolean

/** In the API's words: the page says the same without asking it. */
export const weaknessTexts: Record<Weakness, string> = {
  'too-short': 'Ce mot de passe est trop court : il faut 12 caractères au moins.',
  'too-common':
    'Ce mot de passe est trop courant ou trop facile à deviner. Choisissez-en un autre, par exemple une phrase de plusieurs mots.',
}

/** @param isTooCommon absent as long as the list of common passwords is: the API then judges alone */
export function weaknessOf(password: string, isTooCommon?: IsTooCommon): Weakness | undefined {
  if (missingCharacters(password) > 0) return 'too-short'
  return isTooCommon?.(password) ? 'too-common' : undefined
}

/** What to say of a password while it is typed; nothing of an empty field. */
export function opinionOf(password: string, isTooCommon?: IsTooCommon): string {
  if (password === '') return ''
  const missing = missingCharacters(password)
  switch (weaknessOf(password, isTooCommon)) {
    case 'too-short':
      return `Trop court : il manque ${missing} caractère${missing > 1 ? 's' : ''}.`
    case 'too-common':
      return 'Trop facile à deviner : ajoutez des mots, ou choisissez-en un autre.'
    default:
      return isTooCommon ? 'Ce que vous venez de saisir convient.' : 'La longueur convient.'
  }
}

function missingCharacters(password: string): number {
  return leastCharacters - charactersOf(password).length
}
