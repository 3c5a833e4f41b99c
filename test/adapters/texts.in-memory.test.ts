import { describe } from 'vitest'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'
import { textsContract } from './texts.contract.ts'

describe('numbered texts, in memory', () => {
  textsContract(async () => {
    const texts = inMemoryTexts()
    return {
      texts,
      putOver: async (number, other) =>
        texts.over.set(number, [
          ...(texts.over.get(number) ?? []),
          other === undefined ? {} : { other },
        ]),
    }
  })
})
