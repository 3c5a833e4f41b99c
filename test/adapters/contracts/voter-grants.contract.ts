import { randomUUID } from 'node:crypto'
import { expect, it, test } from 'vitest'
import type { Voter } from '../../../shared/domain/voter/voter.ts'
import { aUse } from '../../builders/approvals.ts'
import { aVoter, later, now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'

export function contract(tables: Tables): void {
  async function enrolled(changes: Partial<Voter> = {}): Promise<Voter> {
    const voter = aVoter({ voterId: randomUUID(), ...changes })
    await tables.voters.enrol(voter)
    return voter
  }

  test('staff lift the wait after wrong identities three times a day', async () => {
    const { voterId } = await enrolled()
    const find = async () => (await tables.voters.find(voterId)) as Voter
    const lift = async (at: ElectionInstant, seen?: Voter) =>
      tables.voterGrants.liftWait(seen ?? (await find()), at)
    const unlifted = await find()
    expect(await lift(now)).toBe(true)
    expect(await lift(later(5), unlifted)).toBe(false)
    expect([await lift(later(5)), await lift(later(6))]).toEqual([true, true])
    expect(await lift(later(86_399.999))).toBe(false)
    expect(await find()).toMatchObject({ waitLiftedAt: later(6) })
    expect(await lift(later(86_400))).toBe(true)
    expect(await find()).toMatchObject({
      waitLiftedAt: later(86_400),
      waitsLiftedAt: [later(5), later(6), later(86_400)],
    })
    expect(await tables.voterGrants.liftWait({ voterId: 'nobody' }, now)).toBe(false)
    expect(await tables.voters.find('nobody')).toBeUndefined()
  })

  test.each([
    [{ passwordRenewedAt: now }],
    [{ repairedAt: now }],
    [{ passwordRenewedAt: now, repairedAt: later(1) }],
  ])('staff lift the delay that they have seen: %o', async (changes) => {
    const voter = await enrolled(changes)
    const use = await aUse(tables.approvals, { target: voter.voterId })
    const lift = (seen: Partial<Voter> = {}) =>
      tables.voterGrants.liftBothLost({ ...voter, ...seen }, use)
    expect(await lift({ passwordRenewedAt: later(9) })).toBe(false)
    expect(await lift({ repairedAt: later(9) })).toBe(false)
    expect(await tables.voters.find(voter.voterId)).toMatchObject(changes)
    const { approvalKey, requester } = use.before
    expect(await tables.approvals.find(approvalKey, requester)).toEqual(use.before)
    expect(await lift()).toBe(true)
    expect(await tables.approvals.find(approvalKey, requester)).toEqual(use.after)
    const { passwordRenewedAt, repairedAt } = (await tables.voters.find(voter.voterId)) ?? {}
    expect([passwordRenewedAt, repairedAt]).toEqual([undefined, undefined])
    const lifted = (await tables.voters.find(voter.voterId)) as Voter
    expect(await tables.voterGrants.liftBothLost(lifted, use)).toBe(false)
  })

  it('a phone that was refused is noted, the last in place of the one before', async () => {
    const { voterId } = await enrolled()
    const phone = { phoneHash: 'one', maskedPhone: '•• 01', at: now }
    await tables.takenPhones.record(voterId, { ...phone, phoneHash: 'another' })
    await tables.takenPhones.record(voterId, phone)
    expect(await tables.voters.find(voterId)).toMatchObject({ takenPhone: phone })
    await tables.takenPhones.clear(voterId, { phoneHash: 'another' })
    expect(await tables.voters.find(voterId)).toMatchObject({ takenPhone: phone })
    await tables.takenPhones.clear(voterId, phone)
    expect(await tables.voters.find(voterId)).not.toHaveProperty('takenPhone')
    await tables.takenPhones.record('nobody', phone)
    expect(await tables.voters.find('nobody')).toBeUndefined()
  })
}
