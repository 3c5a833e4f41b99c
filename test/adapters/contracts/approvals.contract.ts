import { describe, expect, it } from 'vitest'
import { type Approval, type ApprovalChange, agreementId } from '../../../shared/domain/approval.ts'
import { approvalStateOf } from '../../../shared/domain/ask-approval.ts'
import { approved, aRequest, asked, proofKey } from '../../builders/approvals.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'

export function contract(tables: Tables): void {
  const find = ({ approvalKey, requester }: Approval) =>
    tables.approvals.find(approvalKey, requester)

  async function stored(change: ApprovalChange): Promise<Approval> {
    expect(await tables.approvals.write(change)).toBe(true)
    expect(await find(change.after)).toEqual(change.after)
    return change.after
  }

  describe('an approval', () => {
    it('is found as it was written, proof and all, with the entry that tells it', async () => {
      const change = asked(aRequest({ reason: 'Perdu', subject: 'voter', detail: 'identity' }))
      const approval = await stored(change)
      expect(await tables.interventions.find(approval.approvalId)).toEqual(change.intervention)
      const use = approved(approval)
      const by = { by: 'supervisor/sacha', network: '' }
      const kept = await stored(use)
      expect(approvalStateOf(proofKey, kept, by, undefined, use.at)).toBe('resumable')
      expect(await tables.interventions.find(agreementId(approval.approvalId))).toEqual(
        use.intervention,
      )
    })

    it('is one of each requester under a key, and those of another key are not among them', async () => {
      const request = aRequest()
      const [one, other] = [asked(request), asked(request, 'supervisor/sacha')]
      const both = [await stored(one), await stored(other)]
      await stored(asked())
      expect(await tables.approvals.ofKey(one.after.approvalKey)).toEqual(both)
      expect(await tables.approvals.find(one.after.approvalKey, 'andrea')).toBeUndefined()
    })

    it('is another once it was replaced or approved: then nothing is written nor told', async () => {
      const request = aRequest()
      const first = await stored(asked(request))
      const second = await stored({ ...asked(request), before: first })
      const use = approved(second)
      await stored(use)
      for (const overtaken of [undefined, first, second]) {
        const change = { ...asked(request), before: overtaken }
        expect(await tables.approvals.write(change)).toBe(false)
        expect(await find(second)).toEqual(use.after)
        expect(await tables.interventions.find(change.after.approvalId)).toBeUndefined()
      }
    })

    it('is not written where its entry is told already', async () => {
      const other = asked()
      await stored(other)
      const change = { ...other, after: asked().after }
      expect(await tables.approvals.write(change)).toBe(false)
      expect(await find(change.after)).toBeUndefined()
    })
  })
}
