import { beforeEach, describe, expect, it } from 'vitest'
import type { SuppressedAddress } from '../../shared/domain/mail/suppression-list.ts'
import { canonicalEmail, type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { addressesIn, suppressedVoters } from '../../team/mail/suppressed-voters.ts'
import { aVoter, keyed, keys, now } from '../builders/values.ts'

let voters: Map<string, Voter>
let listed: SuppressedAddress[]
let asked: number[]

beforeEach(() => {
  voters = new Map()
  listed = []
  asked = []
})

function onRoll(email: string, changes: Partial<Voter> = {}): string {
  const voterId = voterIdOf(keys, email)
  voters.set(voterId, aVoter({ voterId, email: canonicalEmail(email), ...changes }))
  return email
}

const suppressed = (email: string, reason: SuppressedAddress['reason'] = 'bounce') => {
  const address = { email, reason, since: now }
  listed.push(address)
  return address
}

const engines = () => ({
  keyed,
  roll: {
    async findMany(ids: string[]) {
      asked.push(ids.length)
      expect(ids.length).toBeLessThanOrEqual(100)
      return new Map(
        ids.flatMap((id) => {
          const voter = voters.get(id)
          return voter ? [[id, voter] as const] : []
        }),
      )
    },
  },
  list: {
    async *pages() {
      const all = [...listed]
      for (let index = 0; index < all.length; index += 250) yield all.slice(index, index + 250)
    },
    async remove(address: SuppressedAddress) {
      listed = listed.filter(({ email }) => email !== address.email)
    },
  },
})

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

const alice = 'alice@academie.example'
const bob = 'bob@academie.example'

describe('the addresses to which SES writes no more', () => {
  it('are nobody’s when the roll writes to another address now, or to nobody', async () => {
    // The item of the first address keeps its key when the address is corrected.
    onRoll(alice, { email: 'alice.b@academie.example' })
    onRoll(bob, { removedAt: now })
    suppressed(alice)
    suppressed(bob)
    expect(await all(suppressedVoters(engines()))).toEqual([])
  })

  it('are looked for by key, a hundred at a time, however many the account has', async () => {
    for (let index = 0; index < 620; index++) suppressed(`other.${index}@example.org`)
    const mine = suppressed(onRoll(alice))
    expect(await all(suppressedVoters(engines()))).toEqual([mine])
    expect(asked).toEqual([100, 100, 50, 100, 100, 50, 100, 21])
  })
})

describe('a file of addresses', () => {
  it('holds the first of each line, and nothing else of it', () => {
    const text = `${alice}\tplainte\r\n\n"Bob" <BOB@academie.example>; ${alice}x\nsans adresse\n`
    expect([...addressesIn(text)]).toEqual([alice, bob])
  })
})
