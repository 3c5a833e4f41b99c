import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Voter } from '../../../shared/domain/voter/voter.ts'
import { aVoter, now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later } from '../request-steps.ts'

export function voterGrantsContract(tables: Tables): void {
  async function enrolled(changes: Partial<Voter> = {}): Promise<Voter> {
    const voter = aVoter({ voterId: randomUUID(), ...changes })
    await tables.voters.enrol(voter)
    return voter
  }

  describe('what staff lift for a voter', () => {
    it('is the wait after wrong identities, from one moment on', async () => {
      const { voterId } = await enrolled()
      await tables.voterGrants.liftWait(voterId, now)
      await tables.voterGrants.liftWait(voterId, later(5))
      expect(await tables.voters.find(voterId)).toMatchObject({ waitLiftedAt: later(5) })
      await tables.voterGrants.liftWait('nobody', now)
      expect(await tables.voters.find('nobody')).toBeUndefined()
    })

    it.each([
      [{ passwordRenewedAt: now }],
      [{ repairedAt: now }],
      [{ passwordRenewedAt: now, repairedAt: later(1) }],
    ])('is the delay after what they have seen: %o', async (changes) => {
      const voter = await enrolled(changes)
      expect(await tables.voterGrants.liftBothLost({ ...voter, passwordRenewedAt: later(9) })).toBe(
        false,
      )
      expect(await tables.voterGrants.liftBothLost({ ...voter, repairedAt: later(9) })).toBe(false)
      expect(await tables.voters.find(voter.voterId)).toMatchObject(changes)
      expect(await tables.voterGrants.liftBothLost(voter)).toBe(true)
      const { passwordRenewedAt, repairedAt } = (await tables.voters.find(voter.voterId)) ?? {}
      expect([passwordRenewedAt, repairedAt]).toEqual([undefined, undefined])
      expect(await tables.voterGrants.liftBothLost(voter)).toBe(false)
    })
  })

  it('a phone that was refused is noted, the last in place of the one before', async () => {
    const { voterId } = await enrolled()
    const phone = { phoneHash: 'one', maskedPhone: '•• 01', at: now }
    await tables.takenPhones.note(voterId, { ...phone, phoneHash: 'another' })
    await tables.takenPhones.note(voterId, phone)
    expect(await tables.voters.find(voterId)).toMatchObject({ takenPhone: phone })
    await tables.takenPhones.forget(voterId, { phoneHash: 'another' })
    expect(await tables.voters.find(voterId)).toMatchObject({ takenPhone: phone })
    await tables.takenPhones.forget(voterId, phone)
    expect(await tables.voters.find(voterId)).not.toHaveProperty('takenPhone')
    await tables.takenPhones.note('nobody', phone)
    expect(await tables.voters.find('nobody')).toBeUndefined()
  })
}
