import { describe, expect } from 'vitest'
import { shortAlarmName } from '../../shared/domain/alarm-names.ts'
import { test } from '../journey/shared-run.ts'

describe('the alarms of a local run', () => {
  test('are the stack’s, each with a name and a section of the runbook, and read what the run measures', async ({
    run,
  }) => {
    const { alarms, metrics } = run.cloudWatch
    const names = alarms.states().map(({ definition }) => shortAlarmName(definition.name))
    expect(names).toHaveLength(run.app.alarms.length)
    expect(names).toEqual(
      expect.arrayContaining(['NoMail', 'MonthlySpendNearEnd', 'SmsDeadLetters']),
    )
    await run.minutes.pass(1)
    const absentSweep = alarms.states()[names.indexOf('AbsentSweep')]
    expect(absentSweep?.value).toBe('OK')
    const queues = metrics.names().filter(({ namespace }) => namespace === 'AWS/SQS')
    expect(new Set(queues.map(({ dimensions }) => dimensions.QueueName)).size).toBe(15)
  })
})
