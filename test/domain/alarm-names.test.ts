import { expect, it } from 'vitest'
import { runbookSection, shortAlarmName } from '../../shared/domain/alarm-names.ts'

it.each([
  ['Reassort-AlarmsNoMail7DD9EC39-1A2B3C4D5E6F', 'NoMail'],
  ['Reassort-Late0123ABCD-x', 'Late'],
  ['made by hand', 'made by hand'],
])('%s is %s', (name, short) => {
  expect(shortAlarmName(name)).toBe(short)
})

it('an alarm leads to its section of the runbook, if its description names one', () => {
  expect(runbookSection('No mail leaves. docs/runbook.md#e-mails')).toBe('e-mails')
  expect(runbookSection('No mail leaves.')).toBeUndefined()
})
