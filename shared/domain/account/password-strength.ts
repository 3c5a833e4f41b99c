export const minimumCharacters = 12

/** zxcvbn scores 0 to 4; from 3 on, it estimates over 10⁸ guesses. */
export const minimumScore = 3

/** zxcvbn is slow on long passwords. */
const checkedLength = 50

const contextWords = [
  ...['motdepasse', 'identifiant', 'electeur', 'notice', 'reassort'],
  ...['vote', 'voter', 'jevote', 'election', 'elections', 'academie', 'ministere'],
  ...['education', 'educationnationale', 'professeur'],
  ...['vivelafrance', 'libertegalitefraternite', 'liberteegalitefraternite', 'allezlesbleus'],
]

export function charactersOf(password: string): string[] {
  return [...password.normalize('NFC')]
}

export function passwordVariants(password: string): string[] {
  const beginning = charactersOf(password).slice(0, checkedLength).join('')
  return [beginning, removeAccents(beginning).replace(/[^\p{L}\p{N}]/gu, '')]
}

export function likelyWords(voterWords: string[]): string[] {
  return [...voterWords, ...contextWords].map(removeAccents).filter((word) => word.length > 2)
}

function removeAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
