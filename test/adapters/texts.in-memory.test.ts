import { describe } from 'vitest'
import { inMemoryTexts } from '../fakes/in-memory-texts.ts'
import { textsContract } from './texts.contract.ts'

describe('numbered texts, in memory', () => {
  textsContract(async () => inMemoryTexts())
})
