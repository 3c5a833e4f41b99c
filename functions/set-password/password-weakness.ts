import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as french } from '@zxcvbn-ts/language-fr'

export type Weakness = 'too-short' | 'too-common'

const leastCharacters = 12
/** zxcvbn's scores go from 0 to 4: below 3, fewer than 10⁸ guesses find the password. */
const leastScore = 3
/** What is beyond makes no password easier to guess, and zxcvbn slower. */
const lookedAt = 100

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...french },
  graphs: adjacencyGraphs,
})

/**
 * Why a password cannot be chosen. Whatever characters it is made of, only its length counts and how
 * soon those who guess would come to it.
 * @param aboutVoter words that a guesser of this voter's password would try first
 */
export function weaknessOf(password: string, aboutVoter: string[]): Weakness | undefined {
  const characters = [...password.normalize('NFC')]
  if (characters.length < leastCharacters) return 'too-short'
  const { score } = zxcvbn.check(characters.slice(0, lookedAt).join(''), aboutVoter)
  return score < leastScore ? 'too-common' : undefined
}
