import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { aPhone, aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, type RequestSteps, reasonOf } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { admitted, accepted, started, complete, fail, storedVoter, accept, unreached } = steps
  const freedAt = later(1)

  async function ask(phone: ReturnType<typeof aPhone>) {
    const claim = await admitted(await aSignedInVoter(tables), { phone })
    const reissue = { ...claim.reissue, requestedAt: later(2) }
    return reasonOf(await accept({ ...claim, reissue, now: later(2) }))
  }

  test.each(['before the owner asked', 'after the owner asked'])(
    'a freed phone takes nothing from its owner when an earlier SMS to it fails %s',
    async (when) => {
      const phone = aPhone()
      const voter = await aSignedInVoter(tables)
      const squatted = await started(voter, { phone })
      await complete(squatted)
      await tables.knownPhones.free(squatted.phoneHash, freedAt)
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
      await tables.knownPhones.free(phoneHash, freedAt)
    expect(await fail(sending)).toBe('failed')
    expect(await tables.cancellations.cancel(pending, later(2))).toBe('cancelled')
    expect([await ask(phone), await ask(other)]).toEqual(['accepted', 'accepted'])
  })

  test('a phone that serves nobody cannot be freed', async () => {
    expect(await tables.knownPhones.free(randomUUID(), freedAt)).toBe('unused')
  })
}
