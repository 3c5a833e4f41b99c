import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { later, now } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import type { RequestSteps } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { admitted, accept } = steps

  test('captchas never take the place of one another', async () => {
    const captcha = {
      captchaId: randomUUID(),
      voterId: 'somebody',
      codeHash: 'hash of the code',
      expiresAt: now,
    }
    await tables.captchas.store(captcha)
    await expect(tables.captchas.store(captcha)).rejects.toThrow()
  })

  async function aShownCode() {
    const code = { captchaId: randomUUID(), codeHash: 'hash of the code' }
    await tables.captchas.store({ ...code, voterId: 'somebody', expiresAt: later(600) })
    return { ...code, owner: 'somebody' }
  }
  const answer = (given: { captchaId: string; codeHash: string; owner: string }, at = now) =>
    tables.captchas.answer(given, at)

  test('captchas are answered once, right or wrong, by whom they were shown to', async () => {
    const [right, wrong] = [await aShownCode(), await aShownCode()]
    expect(await answer({ ...right, owner: 'somebody else' })).toBe(false)
    expect(await answer(right)).toBe(true)
    expect(await answer(right)).toBe(false)
    expect(await answer({ ...wrong, codeHash: 'hash of another code' })).toBe(false)
    expect(await answer(wrong)).toBe(false)
    expect(await answer({ ...wrong, captchaId: 'unknown' })).toBe(false)
  })

  test('captchas are answered until they expire', async () => {
    const [last, late] = [await aShownCode(), await aShownCode()]
    expect(await answer(last, later(599.999))).toBe(true)
    expect(await answer(late, later(600))).toBe(false)
  })

  test('captchas that a reissue was admitted with are left to it', async () => {
    const voter = await aSignedInVoter(tables)
    const claim = await admitted(voter)
    expect(await answer({ ...claim.captcha, owner: voter.voterId })).toBe(false)
    expect(await accept(claim)).toEqual({ outcome: 'accepted' })
  })
}
