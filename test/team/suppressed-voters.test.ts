import { describe, expect, it } from 'vitest'
import { addressesIn, suppressedVoters } from '../../team/mail/suppressed-voters.ts'
import { now } from '../builders/values.ts'
import { aSuppressionList } from './suppression-list.ts'

const alice = 'alice@academie.example'
const bob = 'bob@academie.example'

describe('the addresses to which SES writes no more', () => {
  it('are nobody’s when the roll writes to another address now, or to nobody', async () => {
    const { suppress, engines } = aSuppressionList({
      // The item of the first address keeps its key when the address is corrected.
      [alice]: { email: 'alice.b@academie.example' },
      [bob]: { removedAt: now },
    })
    for (const address of [alice, bob]) suppress(address)
    expect(await Array.fromAsync(suppressedVoters(engines))).toEqual([])
  })

  it('are looked for by key, a hundred at a time, however many the account has', async () => {
    const { suppress, engines, asked } = aSuppressionList({ [alice]: {} })
    for (let index = 0; index < 620; index++) suppress(`other.${index}@example.org`)
    const mine = suppress(alice)
    expect(await Array.fromAsync(suppressedVoters(engines))).toEqual([mine])
    expect(asked).toEqual([100, 100, 50, 100, 100, 50, 100, 21])
  })
})

describe('a file of addresses', () => {
  it('holds the first of each line, and nothing else of it', () => {
    const text = `${alice}\tplainte\r\n\n"Bob" <BOB@academie.example>; ${alice}x\nsans adresse\n`
    expect([...addressesIn(text)]).toEqual([alice, bob])
  })
})
