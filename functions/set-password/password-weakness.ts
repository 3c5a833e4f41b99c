import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as french } from '@zxcvbn-ts/language-fr'
import {
  charactersOf,
  likelyWords,
  minimumCharacters,
  minimumScore,
  passwordVariants,
} from '../../shared/domain/account/password-strength.ts'
import { readNumen } from '../../shared/domain/voter/identity.ts'

export type Weakness = 'too-short' | 'too-common'

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...french },
  graphs: adjacencyGraphs,
})

export function weaknessOf(password: string, voterWords: string[]): Weakness | undefined {
  if (charactersOf(password).length < minimumCharacters) return 'too-short'
  if (readNumen(password)) return 'too-common'
  const words = likelyWords(voterWords)
  const scores = passwordVariants(password).map((variant) => zxcvbn.check(variant, words).score)
  return Math.min(...scores) < minimumScore ? 'too-common' : undefined
}
