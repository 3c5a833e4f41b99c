import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { limitedCounter } from '../../../shared/domain/account/attempts.ts'
import { newSpaceSession } from '../../../shared/domain/account/session.ts'
import { keys, now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { type RequestSteps, times } from '../request-steps.ts'

export function signInsContract(tables: Tables, { attemptsOf }: RequestSteps): void {
  describe('sign-ins', () => {
    const aCounter = (free = 3) => {
      const limit = { name: 'test', windowSeconds: 900, free }
      return limitedCounter(keys, limit, [randomUUID()], now)
    }
    const nothing = { clears: [], refunds: [], charges: [] }
    const aSession = () =>
      newSpaceSession({ voterId: randomUUID().slice(0, 22), sessionEpoch: 0 }, now).session
    const charged = async (tries: number) => {
      const counter = aCounter()
      for (let time = 0; time < tries; time++) await tables.attempts.charge(counter, now)
      return counter
    }
    const found = ({ voterId, tokenHash }: ReturnType<typeof aSession>) =>
      tables.sessions.findSpace({ voterId, tokenHash, epoch: 0 })

    it('open a session, and clear, give back and charge each counter that they name', async () => {
      const [cleared, refunded, other] = await Promise.all([charged(3), charged(3), charged(2)])
      const [known, full] = [aCounter(), await charged(3)]
      const settlement = { clears: [cleared], refunds: [refunded], charges: [full, known] }
      const session = aSession()
      expect(await tables.signIns.open(session, settlement, now)).toEqual([known])
      expect(await found(session)).toEqual(session)
      const counts = [cleared, refunded, other, known, full].map(attemptsOf)
      expect(await Promise.all(counts)).toEqual([0, 2, 2, 1, 3])
    })

    it('open it though nothing is left to clear, to give back or to charge', async () => {
      const [none, emptied, full] = await Promise.all([charged(0), charged(1), charged(3)])
      await tables.attempts.refund(emptied)
      const settlement = { clears: [none], refunds: [aCounter(), emptied], charges: [full] }
      const session = aSession()
      expect(await tables.signIns.open(session, settlement, now)).toEqual([])
      expect(await found(session)).toEqual(session)
      const counts = [none, emptied, full].map(attemptsOf)
      expect(await Promise.all(counts)).toEqual([0, 0, 3])
    })

    it('at once charge no more than the limit allows, and all open', async () => {
      const counter = aCounter(5)
      const sessions = Array.from({ length: 12 }, aSession)
      const charges = await times(12, (index) =>
        tables.signIns.open(sessions[index] as never, { ...nothing, charges: [counter] }, now),
      )
      expect(charges.filter(({ length }) => length > 0)).toHaveLength(5)
      expect(await Promise.all(sessions.map(found))).toEqual(sessions)
      expect(await attemptsOf(counter)).toBe(5)
    })
  })
}
