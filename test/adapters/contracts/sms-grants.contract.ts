import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { later, noNotify } from '../../builders/values.ts'
import { aPhone, aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { outcomeOf, type RequestSteps } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { aClaim, admitted, accepted, started, complete, fail } = steps
  const { storedVoter, admit, accept, unreached } = steps
  const freedAt = later(1)

  async function ask(phone: ReturnType<typeof aPhone>) {
    const claim = await admitted(await aSignedInVoter(tables), { phone })
    const reissue = { ...claim.reissue, requestedAt: later(2) }
    return outcomeOf(await accept({ ...claim, reissue, now: later(2) }))
  }

  test.each(['before the owner asked', 'after the owner asked'])(
    'a freed phone takes nothing from its owner when an earlier SMS to it fails %s',
    async (when) => {
      const phone = aPhone()
      const voter = await aSignedInVoter(tables)
      const squatted = await started(voter, { phone })
      await complete(squatted)
      await tables.knownPhones.free(squatted.phoneHash, freedAt, noNotify)
      const failSquatted = () => unreached(squatted, 'unreachable', later(3))
      if (when.startsWith('before')) expect(await failSquatted()).toBe('recorded')
      expect(await ask(phone)).toBe('accepted')
      if (when.startsWith('after')) expect(await failSquatted()).toBe('recorded')
      expect((await storedVoter(voter)).reissueCount).toBe(0)
      expect(await ask(phone)).toBe('phone-taken')
    },
  )

  test('requests under way to a freed phone can fail or be cancelled', async () => {
    const [phone, other] = [aPhone(), aPhone()]
    const sending = await started(await aSignedInVoter(tables), { phone })
    const pending = await accepted(await aSignedInVoter(tables), { phone: other })
    for (const { phoneHash } of [sending, pending])
      await tables.knownPhones.free(phoneHash, freedAt, noNotify)
    expect(await fail(sending)).toBe(true)
    expect(await tables.cancellations.cancel(pending, later(2))).toBe('cancelled')
    expect([await ask(phone), await ask(other)]).toEqual(['accepted', 'accepted'])
  })

  test('a phone that serves nobody cannot be freed', async () => {
    expect(await tables.knownPhones.free(randomUUID(), freedAt, noNotify)).toBe('unused')
  })

  const limits = { reissuesPerVoter: 3, reissuesPerPhone: 3, smsPerVoter: 2, smsPerPhone: 2 }

  test('the SMS ceiling of a voter holds although all requests failed, and one more is granted once', async () => {
    const voter = await aSignedInVoter(tables)
    for (const _ of [1, 2]) await fail(await started(voter))
    const next = async () => ({ ...(await aClaim(voter)), limits })
    expect(outcomeOf(await admit(await next()))).toBe('sms-ceiling')
    const grant = () => tables.smsGrants.grantToVoter(voter.voterId, limits.smsPerVoter)
    expect(await grant()).toBe('granted')
    expect(await grant()).toBe('nothing-counted')
    expect((await storedVoter(voter)).smsCount).toBe(1)
    expect(await admit(await next())).toEqual({ outcome: 'admitted' })
  })

  test('no SMS is granted where none was counted', async () => {
    const { voterId } = await aSignedInVoter(tables)
    expect(await tables.smsGrants.grantToVoter(voterId, 1)).toBe('nothing-counted')
    expect(await tables.smsGrants.grantToPhone(randomUUID(), 1)).toBe('nothing-counted')
    expect(await tables.smsGrants.grantToVoter(randomUUID(), 1)).toBe('nothing-counted')
  })
}
