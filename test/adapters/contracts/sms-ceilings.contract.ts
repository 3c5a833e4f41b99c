import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { type RequestSteps, reasonOf } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { aClaim, started, fail, storedVoter, admit } = steps
  const limits = { reissuesPerVoter: 3, reissuesPerPhone: 3, smsPerVoter: 2, smsPerPhone: 2 }

  test('the SMS ceiling of a voter holds although all requests failed, and one more is granted once', async () => {
    const voter = await aSignedInVoter(tables)
    for (const _ of [1, 2]) await fail(await started(voter))
    const next = async () => ({ ...(await aClaim(voter)), limits })
    expect(reasonOf(await admit(await next()))).toBe('sms-ceiling')
    const grant = () => tables.smsCeilings.grantToVoter(voter.voterId, limits.smsPerVoter)
    expect(await grant()).toBe('granted')
    expect(await grant()).toBe('nothing-counted')
    expect((await storedVoter(voter)).smsCount).toBe(1)
    expect(await admit(await next())).toEqual({ outcome: 'admitted' })
  })

  test('no SMS is granted where none was counted', async () => {
    const { voterId } = await aSignedInVoter(tables)
    expect(await tables.smsCeilings.grantToVoter(voterId, 1)).toBe('nothing-counted')
    expect(await tables.smsCeilings.grantToPhone(randomUUID(), 1)).toBe('nothing-counted')
    expect(await tables.smsCeilings.grantToVoter(randomUUID(), 1)).toBe('nothing-counted')
  })
}
