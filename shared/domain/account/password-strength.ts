// What the API and the voters' page both ask of a password. The page knows far fewer, so the API
// may refuse what passes there, not the contrary.

export const leastCharacters = 12

/** zxcvbn's scores go from 0 to 4: below 3, fewer than 10⁸ guesses find the password. */
export const leastScore = 3

/** What is beyond makes no password easier to guess; zxcvbn takes a second for 100 digits. */
const lookedAt = 50

const wordsOfThePlace = [
  ...['motdepasse', 'identifiant', 'electeur', 'notice', 'reassort'],
  ...['vote', 'voter', 'jevote', 'election', 'elections', 'academie', 'ministere'],
  ...['education', 'educationnationale', 'professeur'],
  ...['vivelafrance', 'libertegalitefraternite', 'liberteegalitefraternite', 'allezlesbleus'],
]

/** An accented letter is one, however the keyboard composed it. */
export function charactersOf(password: string): string[] {
  return [...password.normalize('NFC')]
}

/**
 * What zxcvbn is to look at: the password, and the same without what stands between its words, which adds
 * nothing for who guesses words.
 */
export function looksOf(password: string): string[] {
  const looked = charactersOf(password).slice(0, lookedAt).join('')
  return [looked, plain(looked).replace(/[^\p{L}\p{N}]/gu, '')]
}

/** @param aboutVoter what a guesser of this voter's password would try too */
export function guessedFirst(aboutVoter: string[]): string[] {
  return [...aboutVoter, ...wordsOfThePlace].map(plain).filter((word) => word.length > 2)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
