import { randomUUID } from 'node:crypto'
import { expect, it, test } from 'vitest'
import type { ApprovalUse } from '../../../shared/domain/approval.ts'
import { type Calendar, emptyCalendar } from '../../../shared/domain/election/calendar.ts'
import type { Intervention } from '../../../shared/domain/ledger/intervention.ts'
import { aUse } from '../../builders/approvals.ts'
import { later, now } from '../../builders/values.ts'
import type { Tables } from '../../fakes/in-memory-tables.ts'
import { times } from '../request-steps.ts'

export function contract(tables: Tables): void {
  const anIntervention = (changes: Partial<Intervention> = {}): Intervention => ({
    interventionId: randomUUID(),
    kind: 'suspension',
    at: now,
    by: 'Operator/alice',
    reason: 'panne des SMS',
    ...changes,
  })
  const recorded = ({ interventionId }: Intervention) => tables.interventions.find(interventionId)

  test('an intervention is recorded once, and found as recorded', async () => {
    const intervention = anIntervention({ digests: { roll: 'digest' }, counts: { voters: 1 } })
    expect(await recorded(intervention)).toBeUndefined()
    expect(await tables.interventions.record(intervention)).toBe(true)
    expect(await tables.interventions.record({ ...intervention, by: 'Operator/bob' })).toBe(false)
    expect(await recorded(intervention)).toEqual(intervention)
  })

  test('interventions are listed by time', async () => {
    const all = [later(-1), later(-3), later(-2)].map((at) => anIntervention({ at }))
    for (const one of all) await tables.interventions.record(one)
    const ids = new Set(all.map(({ interventionId }) => interventionId))
    const found = await tables.interventions.list()
    expect(found.filter(({ interventionId }) => ids.has(interventionId))).toEqual([
      ...[all[1], all[2], all[0]],
    ])
  })

  it('the calendar is changed by one of those who saw the same, in the transaction that uses an approval', async () => {
    const { calendars } = tables
    expect(await calendars.find()).toEqual(emptyCalendar)
    const suspended: Calendar = { version: 1, suspensions: [{ from: now }], extendedMinutes: 30 }
    const uses = await times(3, () => aUse(tables.approvals, { kind: 'suspension' }))
    const first = await Promise.all(
      uses.map((use) => calendars.replace(emptyCalendar, suspended, use)),
    )
    expect(first.filter(Boolean)).toHaveLength(1)
    expect(await calendars.find()).toEqual(suspended)
    for (const [index, { intervention }] of uses.entries()) {
      expect(await recorded(intervention)).toEqual(first[index] ? intervention : undefined)
    }
    const resumed: Calendar = {
      ...suspended,
      version: 2,
      suspensions: [{ from: now, to: later(3600) }, { from: later(7200) }],
    }
    const spent = uses[first.indexOf(true)] as ApprovalUse
    expect(await calendars.replace(suspended, resumed, spent)).toBe(false)
    expect(await calendars.find()).toEqual(suspended)
    const second = await aUse(tables.approvals, { kind: 'resumption' })
    expect(await calendars.replace(suspended, resumed, second)).toBe(true)
    expect(await calendars.find()).toEqual(resumed)
    expect(await recorded(second.intervention)).toEqual(second.intervention)
    const late = await aUse(tables.approvals, { kind: 'suspension' })
    expect(await calendars.replace(suspended, { ...resumed, version: 3 }, late)).toBe(false)
    expect(await calendars.find()).toEqual(resumed)
    expect(await recorded(late.intervention)).toBeUndefined()
  })
}
