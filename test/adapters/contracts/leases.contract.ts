import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aLease } from '../../builders/values.ts'
import { aSignedInVoter } from '../../builders/voters.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { later, type RequestSteps } from '../request-steps.ts'

export function leasesContract(tables: Tables, steps: RequestSteps): void {
  const { accepted, started, complete } = steps

  describe('a message that comes again', () => {
    it('takes over from its own sender, and a copy of it does not', async () => {
      const { reissueId } = await accepted(await aSignedInVoter(tables))
      const own = (from: number, receiveCount: number) =>
        aLease(later(from), later(from + 60), { queueMessageId: 'the message', receiveCount })
      const copy = (from: number) => aLease(later(from), later(from + 60))
      const outcomeOf = async (lease: ReturnType<typeof copy>) =>
        (await tables.sendings.start(reissueId, lease)).outcome
      expect(await outcomeOf(own(120, 1))).toBe('started')
      expect(await outcomeOf(own(121, 1))).toBe('busy')
      expect(await outcomeOf(own(125, 2))).toBe('started')
      expect(await outcomeOf(copy(130))).toBe('busy')
      // The copy takes over once the lease is over, and then the message is the one that waits.
      expect(await outcomeOf(copy(185))).toBe('started')
      expect(await outcomeOf(own(190, 3))).toBe('busy')
    })

    it('is not held up by a delivery before it, which never takes the request back', async () => {
      const { reissueId } = await accepted(await aSignedInVoter(tables))
      const delivery = (receiveCount: number) =>
        aLease(later(120), later(180), { queueMessageId: 'the message', receiveCount })
      const outcomeOf = async (lease: ReturnType<typeof delivery>) =>
        (await tables.sendings.start(reissueId, lease)).outcome
      expect(await outcomeOf(delivery(1))).toBe('started')
      expect(await outcomeOf(delivery(3))).toBe('started')
      expect(await outcomeOf(delivery(2))).toBe('busy')
      expect(await outcomeOf(delivery(3))).toBe('busy')
    })

    it('and takes over leaves the time when the sweep looks again as it is', async () => {
      const reissue = await started(await aSignedInVoter(tables))
      await tables.overdueReissues.postpone(reissue.reissueId, 'sms', later(5000))
      await tables.sendings.start(reissue.reissueId, aLease(later(200), later(260)))
      expect((await tables.reissues.find(reissue.reissueId))?.smsDueAt).toEqual(later(5000))
    })
  })

  describe('a request that is held', () => {
    it('waits until then, is promised later, and says which day put it off', async () => {
      const { reissueId, ...reissue } = await accepted(await aSignedInVoter(tables))
      const hold = {
        day: '2026-11-25',
        isNew: true,
        now: later(1),
        until: later(3600),
        expectedAt: later(9100),
      }
      await tables.sendings.hold(reissueId, hold)
      expect(await tables.reissues.find(reissueId)).toEqual({
        ...reissue,
        reissueId,
        heldOn: hold.day,
        smsDueAt: hold.until,
        expectedAt: hold.expectedAt,
        mailDueAt: later(1),
      })
    })

    it('again by the same day says nothing new, and by another day does', async () => {
      const { reissueId } = await accepted(await aSignedInVoter(tables))
      const due = async () => (await tables.reissues.find(reissueId))?.mailDueAt
      const hold = { day: '2026-11-25', isNew: true, until: later(3600), expectedAt: later(9100) }
      expect(await tables.sendings.hold(reissueId, { ...hold, now: later(1) })).toBe(true)
      expect(await tables.sendings.hold(reissueId, { ...hold, now: later(2) })).toBe(false)
      const again = { ...hold, isNew: false, now: later(3), until: later(7200) }
      expect(await tables.sendings.hold(reissueId, again)).toBe(true)
      expect(await due()).toEqual(later(1))
      const next = { ...hold, day: '2026-11-26', now: later(86_400) }
      expect(await tables.sendings.hold(reissueId, next)).toBe(true)
      expect(await due()).toEqual(later(86_400))
    })

    it('is not one that a sender has in hand, until its lease is over', async () => {
      const { reissueId } = await started(await aSignedInVoter(tables))
      const hold = { day: '2026-11-25', isNew: true, until: later(3600), expectedAt: later(9100) }
      expect(await tables.sendings.hold(reissueId, { ...hold, now: later(149) })).toBe(false)
      expect(await tables.sendings.hold(reissueId, { ...hold, now: later(150) })).toBe(true)
    })

    it('says no more of it once its SMS left', async () => {
      const reissue = await accepted(await aSignedInVoter(tables))
      const hold = {
        day: '2026-11-25',
        isNew: true,
        now: later(1),
        until: later(3600),
        expectedAt: later(9100),
      }
      await tables.sendings.hold(reissue.reissueId, hold)
      await tables.sendings.start(reissue.reissueId, aLease(later(120), later(180)))
      await complete(reissue)
      expect(await tables.reissues.find(reissue.reissueId)).not.toHaveProperty('heldOn')
    })

    it('is not one that is over, or not there', async () => {
      const reissue = await started(await aSignedInVoter(tables))
      await complete(reissue)
      const hold = {
        day: '2026-11-25',
        isNew: true,
        now: later(1),
        until: later(3600),
        expectedAt: later(9100),
      }
      const stored = await tables.reissues.find(reissue.reissueId)
      expect(await tables.sendings.hold(reissue.reissueId, hold)).toBe(false)
      expect(await tables.reissues.find(reissue.reissueId)).toEqual(stored)
      const nowhere = randomUUID()
      expect(await tables.sendings.hold(nowhere, hold)).toBe(false)
      expect(await tables.reissues.find(nowhere)).toBeUndefined()
    })
  })
}
