import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as french } from '@zxcvbn-ts/language-fr'
import { readNumen } from '../domain/numen.ts'

export type Weakness = 'too-short' | 'too-common'

const leastCharacters = 12
/** zxcvbn's scores go from 0 to 4: below 3, fewer than 10⁸ guesses find the password. */
const leastScore = 3
/** What is beyond makes no password easier to guess; zxcvbn takes a second for 100 digits. */
const lookedAt = 50

/** What anybody would try first here, whoever the voter is. */
const wordsOfThePlace = [
  ...['motdepasse', 'passe', 'identifiant', 'electeur', 'notice', 'reassort'],
  ...['vote', 'voter', 'election', 'elections', 'academie', 'ministere'],
  ...['education', 'nationale', 'educationnationale', 'professeur'],
]

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...french },
  graphs: adjacencyGraphs,
})

/**
 * Why a password cannot be chosen. Whatever characters it is made of, only its length counts and how
 * soon those who guess would come to it. A NUMEN is no password: a request is proved with it.
 * @param aboutVoter words that a guesser of this voter's password would try first
 */
export function weaknessOf(password: string, aboutVoter: string[]): Weakness | undefined {
  const characters = [...password.normalize('NFC')]
  if (characters.length < leastCharacters) return 'too-short'
  if (readNumen(password)) return 'too-common'
  const words = [...aboutVoter, ...wordsOfThePlace].map(plain).filter((word) => word.length > 2)
  const looked = characters.slice(0, lookedAt).join('')
  // Separators between known words add nothing for who guesses names.
  const bare = plain(looked).replace(/[^\p{L}\p{N}]+/gu, '')
  const scores = [looked, bare].map((text) => zxcvbn.check(text, words).score)
  return Math.min(...scores) < leastScore ? 'too-common' : undefined
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
