// Shared by the API and the voters' page, which knows fewer common passwords: only the API refuses what the other
// accepts.

export const leastCharacters = 12

/** zxcvbn's scores go from 0 to 4: below 3, fewer than 10⁸ guesses find the password. */
export const leastScore = 3

/** Characters beyond make no password easier to guess, and zxcvbn takes a second for 100 digits. */
const lookedAt = 50

const wordsOfThePlace = [
  ...['motdepasse', 'identifiant', 'electeur', 'notice', 'reassort'],
  ...['vote', 'voter', 'jevote', 'election', 'elections', 'academie', 'ministere'],
  ...['education', 'educationnationale', 'professeur'],
  ...['vivelafrance', 'libertegalitefraternite', 'liberteegalitefraternite', 'allezlesbleus'],
]

/** Counts an accented letter as one, however the keyboard composed it. */
export function charactersOf(password: string): string[] {
  return [...password.normalize('NFC')]
}

/** Returns the password, and the same without what separates its words, which stops nobody who guesses words. */
export function looksOf(password: string): string[] {
  const looked = charactersOf(password).slice(0, lookedAt).join('')
  return [looked, plain(looked).replace(/[^\p{L}\p{N}]/gu, '')]
}

export function guessedFirst(aboutVoter: string[]): string[] {
  return [...aboutVoter, ...wordsOfThePlace].map(plain).filter((word) => word.length > 2)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
