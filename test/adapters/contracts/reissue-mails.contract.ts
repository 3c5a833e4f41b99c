import { expect, test } from 'vitest'
import type { Reissue } from '../../../shared/domain/reissue/reissue.ts'
import { later } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { aHold, type RequestSteps } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete, unreached, storedReissue } = steps

  test('a settled mail is due no more, and settling it again, or an absent one, changes nothing', async () => {
    const { mailDueAt, ...settled } = await accepted(await aSignedInVoter(tables))
    await tables.reissueMails.markMailed(settled)
    await tables.reissueMails.markMailed(settled)
    expect(await tables.reissues.find(settled.reissueId)).toEqual(settled)
    await tables.reissueMails.markMailed({ reissueId: 'nowhere', state: 'accepted' })
    await tables.reissueMails.markMailed({ reissueId: 'nowhere', state: 'sent' })
    expect(await tables.reissues.find('nowhere')).toBeUndefined()
  })

  test('the first mail with a cancel link notes when it left, unless the request has another notification', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    const confirmedAt = async () => (await storedReissue(reissue)).confirmedAt
    await tables.reissueMails.markMailed({ ...reissue, state: 'cancelled' }, later(1))
    expect(await confirmedAt()).toBeUndefined()
    await tables.reissueMails.markMailed(reissue, later(2))
    await tables.reissueMails.markMailed(reissue, later(3))
    expect(await confirmedAt()).toEqual(later(2))
  })

  test('a mail that staff repeat is due soon, if its notification is the latest and no mail is due', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    const again = (told: Pick<Reissue, 'reissueId' | 'state'>, at = later(300)) =>
      tables.reissueMails.notifyAgain({ ...reissue, ...told }, at)
    const mailDueAt = async () => (await storedReissue(reissue)).mailDueAt
    await complete(reissue)
    const sent = { reissueId: reissue.reissueId, state: 'sent' } as const
    expect(await again(sent)).toBe(false)
    await tables.reissueMails.markMailed(sent)
    expect(await again({ ...sent, state: 'accepted' })).toBe(false)
    expect(await mailDueAt()).toBeUndefined()
    expect(await again(sent)).toBe(true)
    expect(await mailDueAt()).toEqual(later(420))
    expect(await again(sent, later(900))).toBe(false)
    expect(await mailDueAt()).toEqual(later(420))
    expect(await again({ ...sent, reissueId: 'unknown' })).toBe(false)
  })

  test('a phase of the suspensions is noted by whoever saw the one before', async () => {
    const { reissueId } = await accepted(await aSignedInVoter(tables))
    const notifiedPhase = async () => (await storedReissue({ reissueId })).toldPhase
    const { recordNotifiedPhase } = tables.reissueMails
    const both = await Promise.all([
      recordNotifiedPhase(reissueId, 0, 1),
      recordNotifiedPhase(reissueId, 0, 1),
    ])
    expect(both.sort()).toEqual([false, true])
    expect(await notifiedPhase()).toBe(1)
    expect(await recordNotifiedPhase(reissueId, 1, 0)).toBe(true)
    expect(await recordNotifiedPhase(reissueId, 0, 2)).toBe(true)
    expect(await notifiedPhase()).toBe(2)
    expect(await recordNotifiedPhase('unknown', 0, 1)).toBe(false)
  })

  test('a bounce keeps the due time of a held SMS, and changes no request that moved on', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    const bounce = { at: later(3), expectedAt: later(1800) }
    await tables.sendings.hold(reissue, aHold(2, 900, 999))
    expect(await tables.reissueMails.recordBounce(reissue, bounce)).toBe(false)
    const held = await storedReissue(reissue)
    const updated = { ...held, expectedAt: later(998) }
    expect(await tables.reissueMails.recordBounce(updated, bounce)).toBe(false)
    expect(await tables.reissueMails.recordBounce(held, bounce)).toBe(true)
    expect(await storedReissue(reissue)).toMatchObject({
      ...{ bouncedAt: later(3), mailDueAt: later(123) },
      ...{ expectedAt: later(999), smsDueAt: later(900) },
    })
  })

  test('a mail that bounced before it is settled stays due, until another one left', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    const look = () => storedReissue(reissue)
    const bounce = (seconds: number) => ({ at: later(seconds), expectedAt: later(1800) })
    await tables.reissueMails.recordBounce(reissue, bounce(3))
    await tables.reissueMails.markMailed(reissue, later(4))
    const first = await look()
    expect(first).toMatchObject({ bouncedAt: later(3), mailDueAt: later(123) })
    expect(first.confirmedAt).toBeUndefined()
    await tables.reissueMails.recordBounce(first, bounce(5))
    await tables.reissueMails.markMailed(first, later(6))
    const second = await look()
    expect(second).toMatchObject({ bouncedAt: later(5), mailDueAt: later(125) })
    await tables.reissueMails.markMailed(second, later(7))
    const { bouncedAt, mailDueAt, ...settled } = second
    expect(await look()).toEqual({ ...settled, confirmedAt: later(7) })
  })

  test('settling the mail about the SMS leaves the mail about its failure due, and none about its arrival', async () => {
    const [failed, arrived] = [
      await started(await aSignedInVoter(tables)),
      await started(await aSignedInVoter(tables)),
    ]
    for (const reissue of [failed, arrived]) await complete(reissue)
    await unreached(failed, 'blocked', later(130))
    await tables.smsReceipts.recordDelivery(arrived.reissueId, later(130))
    for (const reissue of [failed, arrived]) {
      await tables.reissueMails.markMailed({ ...reissue, state: 'sent' })
    }
    expect(await tables.reissues.find(failed.reissueId)).toHaveProperty('mailDueAt')
    expect(await tables.reissues.find(arrived.reissueId)).not.toHaveProperty('mailDueAt')
  })

  test('settling the first mail leaves the mail about a hold due', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    await tables.sendings.hold(reissue, aHold(1, 3600))
    await tables.reissueMails.markMailed(reissue)
    const heldMail = { ...reissue, state: 'held' as const }
    await tables.reissueMails.markMailed({ ...heldMail, heldOn: '2026-11-24' })
    expect(await storedReissue(reissue)).toHaveProperty('mailDueAt')
    await tables.reissueMails.markMailed({ ...heldMail, heldOn: '2026-11-25' })
    expect(await storedReissue(reissue)).not.toHaveProperty('mailDueAt')
    const start = await tables.sendings.start(reissue, later(3600))
    const sending = start.outcome === 'started' ? start.reissue : reissue
    expect(sending).toMatchObject({ state: 'sending', heldOn: '2026-11-25' })
    await tables.reissueMails.markMailed(sending)
    expect(await storedReissue(reissue)).toEqual(sending)
  })
}
