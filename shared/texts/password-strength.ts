import { count } from './numbers.ts'

/** Why a password is refused: by the API, and by the page before it asks. */
export const tooShortText = 'Ce mot de passe est trop court : il faut 12 caractères au moins.'
export const tooCommonText =
  'Ce mot de passe est trop courant ou trop facile à deviner. Choisissez-en un autre, par exemple une phrase de plusieurs mots.'

/** What is said of a password while it is typed. */
export function missingText(characters: number): string {
  return `Trop court : il manque ${count(characters, 'caractère')}.`
}
export const easyToGuessText =
  'Trop facile à deviner : ajoutez des mots, ou choisissez-en un autre.'
/** The page knows little of what is easy to guess, and nothing of this voter: the API does. */
export const longEnoughText = "Assez long. S'il est facile à deviner, il sera refusé."
