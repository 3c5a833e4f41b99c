import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Intervention } from '../../../shared/domain/ledger/intervention.ts'
import {
  applyReceipt,
  beginProbe,
  permissionOf,
  recordProbeSent,
} from '../../../shared/domain/sms/sms-breaker.ts'
import { aUse } from '../../builders/approvals.ts'
import { pauseOf, teamChange } from '../../builders/team-change.ts'
import { later } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { times } from '../request-steps.ts'

export function contract(
  tables: Pick<Tables, 'smsBreakers' | 'interventions' | 'approvals'>,
): void {
  test('the breaker of the SMS is written by one of those that found the same, and read back as it was', async () => {
    const found = await tables.smsBreakers.find()
    const refusal = { reissueId: 'one', territory: 'RE', leftAt: later(1) } as const
    const open = applyReceipt(found, { ...refusal, limit: 'account' }, later(2))
    const counting = applyReceipt(open, { ...refusal, limit: 'territory' }, later(3))
    const trying = beginProbe(counting, ['account'], 'two', later(902))
    const left = recordProbeSent(trying, 'two', later(903))
    const next = teamChange(left, pauseOf('AT'), later(904))
    const written = await times(3, () => tables.smsBreakers.replace(found, next))
    expect(written.filter((one) => one)).toHaveLength(1)
    const read = await tables.smsBreakers.find()
    expect(read).toEqual({ ...next, version: found.version + 1 })
    expect(permissionOf(read, 'FR', later(904)).timing).toBe('later')
    expect(await tables.smsBreakers.replace(found, next)).toBe(false)
    expect(await tables.smsBreakers.replace(read, { version: read.version, circuits: {} })).toBe(
      true,
    )
    expect(await tables.smsBreakers.replace(read, next)).toBe(false)
    expect((await tables.smsBreakers.find()).circuits).toEqual({})
  })

  test('the breaker of the SMS is changed together with the record of who changed it, or with an approval, or not at all', async () => {
    const { smsBreakers, interventions, approvals } = tables
    const recorded = ({ interventionId }: Intervention) => interventions.find(interventionId)
    const found = await smsBreakers.find()
    const next = teamChange(found, pauseOf('AT'), later(1))
    const use = await aUse(approvals, { realm: 'team', kind: 'sms-pause', target: 'AT' })
    expect(await smsBreakers.replaceAndRecord(found, next, use)).toBe(true)
    expect(await recorded(use.intervention)).toEqual(use.intervention)
    const read = await smsBreakers.find()
    expect(read).toEqual({ ...next, version: found.version + 1 })
    const intervention: Intervention = {
      ...{ interventionId: randomUUID(), kind: 'sms-resume', at: later(2), by: 'Operator/alice' },
    }
    expect(await smsBreakers.replaceAndRecord(found, found, intervention)).toBe(false)
    expect(await smsBreakers.replaceAndRecord(read, found, use)).toBe(false)
    expect(await recorded(intervention)).toBeUndefined()
    expect(await smsBreakers.replaceAndRecord(read, { ...read, pauses: {} }, intervention)).toBe(
      true,
    )
    expect(await recorded(intervention)).toEqual(intervention)
    expect((await smsBreakers.find()).pauses).toEqual({})
  })
}
