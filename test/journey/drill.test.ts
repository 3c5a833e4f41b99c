import { describe, expect, it } from 'vitest'
import { startChance } from '../../bin/drill/chance.ts'
import { drill } from '../../bin/drill/drill.ts'

describe('a small drill', () => {
  it('loses no request and swaps each identifier for the one that was sent, whatever fails', async () => {
    const voters = 60
    const { violations, isSettled, accepted, states, mishaps } = await drill({
      voters,
      seed: 1,
      smsPerSecond: 50,
      minutes: 3,
      killEveryMilliseconds: [400, 1200],
      hastened: true,
    })
    expect({ ...violations, isSettled }).toEqual({
      neverAccepted: 0,
      vanished: 0,
      notOver: 0,
      withoutSms: 0,
      differentIdentifier: 0,
      wrongValidIdentifier: 0,
      wrongCount: 0,
      phoneKept: 0,
      withoutMail: 0,
      unreadableDeadLetters: 0,
      isSettled: true,
    })
    expect(accepted).toBeGreaterThanOrEqual(voters)
    expect(states).toHaveProperty('delivered')
    const kinds = Object.keys(mishaps).join('\n')
    for (const kind of [/^sns: /m, /calls failed/, /answers lost/, /^killed: /m, /redeliveries/]) {
      expect(kinds).toMatch(kind)
    }
  }, 240_000)
})

describe('a chance', () => {
  const drawn = (seed: number, name: string) => {
    const chance = startChance(seed, name)
    return Array.from({ length: 1000 }, () => chance.next())
  }

  it('draws the same for the same seed and name, and something else for another', () => {
    expect(drawn(1, 'publish')).toEqual(drawn(1, 'publish'))
    expect(drawn(1, 'publish')).not.toEqual(drawn(2, 'publish'))
    expect(drawn(1, 'publish')).not.toEqual(drawn(1, 'receipts'))
  })

  it('draws evenly from 0 to 1', () => {
    const values = drawn(7, 'even')
    for (let tenth = 0; tenth < 10; tenth++) {
      const within = values.filter((value) => Math.floor(value * 10) === tenth).length
      expect(within).toBeGreaterThan(60)
      expect(within).toBeLessThan(140)
    }
  })
})
