import { expect, test } from 'vitest'
import type { Reissue } from '../../../shared/domain/reissue/reissue.ts'
import { later } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { aHold, type RequestSteps } from '../request-steps.ts'

export function contract(tables: Tables, steps: RequestSteps): void {
  const { accept, accepted, admitted, started, complete, unreached, storedReissue } = steps

  test('a settled mail is due no more, and settling it again, or an absent one, changes nothing', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    const { mailDueAt, ...settled } = reissue
    await tables.reissueMails.markAsMailed(reissue)
    await tables.reissueMails.markAsMailed(reissue)
    expect(await tables.reissues.find(settled.reissueId)).toEqual(settled)
    await tables.reissueMails.markAsMailed({ ...reissue, reissueId: 'nowhere' })
    expect(await tables.reissues.find('nowhere')).toBeUndefined()
  })

  test('a mail that staff repeat is due soon, if the state is the one they saw and no mail is due', async () => {
    const reissue = await started(await aSignedInVoter(tables))
    const { notifyAgain } = tables.reissueMails
    await complete(reissue)
    const sent = await storedReissue(reissue)
    expect(await notifyAgain(sent, later(300))).toBe(false)
    await tables.reissueMails.markAsMailed(sent)
    expect(await notifyAgain(reissue, later(300))).toBe(false)
    expect(await storedReissue(reissue)).not.toHaveProperty('mailDueAt')
    expect(await notifyAgain(sent, later(300))).toBe(true)
    expect(await notifyAgain(sent, later(900))).toBe(false)
    expect(await storedReissue(reissue)).toMatchObject({ mailDueAt: later(420) })
    expect(await notifyAgain({ ...sent, reissueId: 'unknown' }, later(300))).toBe(false)
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
    await tables.reissueMails.markAsMailed(reissue, later(4))
    const first = await look()
    expect(first).toMatchObject({ bouncedAt: later(3), mailDueAt: later(123) })
    expect(first.confirmedAt).toBeUndefined()
    await tables.reissueMails.recordBounce(first, bounce(5))
    await tables.reissueMails.markAsMailed(first, later(6))
    const second = await look()
    expect(second).toMatchObject({ bouncedAt: later(5), mailDueAt: later(125) })
    await tables.reissueMails.markAsMailed(second, later(7))
    const { bouncedAt, mailDueAt, ...settled } = second
    expect(await look()).toEqual({ ...settled, confirmedAt: later(7) })
  })

  async function settleAfter(reissue: Reissue, change: (read: Reissue) => Promise<unknown>) {
    const read = await storedReissue(reissue)
    await change(read)
    const changed = await storedReissue(reissue)
    await tables.reissueMails.markAsMailed(read, later(5))
    return { changed, settled: await storedReissue(reissue) }
  }

  test('settling a mail leaves the mail about a later hold, cancellation or failure due', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    const sent = await started(await aSignedInVoter(tables))
    await complete(sent)
    const { cancel, disown } = tables.cancellations
    // The first hold sets the due time that the request's mail has.
    for (const { changed, settled } of [
      await settleAfter(reissue, (read) => tables.sendings.hold(read, aHold(120, 3600))),
      await settleAfter(reissue, (read) => tables.sendings.hold(read, aHold(2, 9, 9, 'day 2'))),
      await settleAfter(reissue, (read) => cancel(read, later(3), { withdrawn: true })),
      await settleAfter(reissue, (read) => disown(read, read.reissueId, later(4))),
      await settleAfter(sent, (read) => unreached(read, 'blocked', later(130))),
    ]) {
      expect(settled).toEqual(changed)
    }
  })

  test('settling a mail ends it if it was requeued meanwhile, the SMS began to leave or arrived, or the same cap holds it longer', async () => {
    const reissue = await accepted(await aSignedInVoter(tables))
    const { reissueId } = reissue
    const held = await accepted(await aSignedInVoter(tables))
    await tables.sendings.hold(held, aHold(1, 3600))
    const sent = await started(await aSignedInVoter(tables))
    await complete(sent)
    for (const { settled } of [
      await settleAfter(reissue, async () => {
        await tables.overdueReissues.delayDueTime(reissueId, 'mail', later(400))
        await tables.sendings.start(reissue, later(120))
      }),
      await settleAfter(held, (read) => tables.sendings.hold(read, aHold(2, 7200))),
      await settleAfter(sent, () => tables.smsReceipts.recordDelivery(sent.reissueId, later(130))),
    ]) {
      expect(settled).toMatchObject({ confirmedAt: later(5) })
      expect(settled).not.toHaveProperty('mailDueAt')
    }
  })

  test('a duplicate of the first mail changes neither when it left nor its reminder', async () => {
    const claim = await admitted(await aSignedInVoter(tables))
    const reissue = { ...claim.reissue, delayEndsAt: later(86_400) }
    await accept({ ...claim, reissue })
    await tables.reissueMails.markAsMailed(reissue, later(2))
    await tables.reissueMails.markAsMailed(reissue, later(3))
    expect(await storedReissue(reissue)).toMatchObject({
      confirmedAt: later(2),
      mailDueAt: later(82_800),
    })
  })
}
