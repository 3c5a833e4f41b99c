import { expect, test } from 'vitest'
import { type Approval, type ApprovalChange, agreedIdOf } from '../../../shared/domain/approval.ts'
import { approvalStateOf } from '../../../shared/domain/request-approval.ts'
import { approvalUse, aRequest, newRequest, proofKey } from '../../builders/approvals.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'

export function contract(tables: Tables): void {
  const find = ({ approvalKey, requester }: Approval) =>
    tables.approvals.find(approvalKey, requester)

  async function stored(change: ApprovalChange): Promise<Approval> {
    expect(await tables.approvals.write(change)).toBe(true)
    expect(await find(change.after)).toEqual(change.after)
    return change.after
  }

  test('an approval is stored with its proof and its intervention', async () => {
    const change = newRequest(aRequest({ reason: 'Perdu', subject: 'voter', detail: 'identity' }))
    const approval = await stored(change)
    expect(await tables.interventions.find(approval.approvalId)).toEqual(change.intervention)
    const use = approvalUse(approval)
    const by = { by: 'supervisor/sacha', network: '' }
    const kept = await stored(use)
    expect(approvalStateOf(proofKey, kept, by, undefined, use.at)).toBe('resumable')
    expect(await tables.interventions.find(agreedIdOf(approval.approvalId))).toEqual(
      use.intervention,
    )
  })

  test('an approval is stored once per key and requester', async () => {
    const request = aRequest()
    const [one, other] = [newRequest(request), newRequest(request, 'supervisor/sacha')]
    const both = [await stored(one), await stored(other)]
    await stored(newRequest())
    expect(await tables.approvals.findAll(one.after.approvalKey)).toEqual(both)
    expect(await tables.approvals.find(one.after.approvalKey, 'andrea')).toBeUndefined()
  })

  test('an approval is not written over one that has changed meanwhile', async () => {
    const request = aRequest()
    const first = await stored(newRequest(request))
    const second = await stored({ ...newRequest(request), before: first })
    const use = approvalUse(second)
    await stored(use)
    for (const overtaken of [undefined, first, second]) {
      const change = { ...newRequest(request), before: overtaken }
      expect(await tables.approvals.write(change)).toBe(false)
      expect(await find(second)).toEqual(use.after)
      expect(await tables.interventions.find(change.after.approvalId)).toBeUndefined()
    }
  })

  test('an approval is not written if its intervention exists already', async () => {
    const other = newRequest()
    await stored(other)
    const change = { ...other, after: newRequest().after }
    expect(await tables.approvals.write(change)).toBe(false)
    expect(await find(change.after)).toBeUndefined()
  })
}
