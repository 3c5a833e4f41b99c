import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { type CloudWatch, startCloudWatch } from '../engines/cloudwatch.ts'
import { setOff } from './deployed-alarm.ts'

const settings = {
  Namespace: 'Repetition',
  MetricName: 'SmsLate',
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
} as const
const [stack, alarm] = ['Repetition', 'LateSms']
const changes: string[] = []

let cloudWatch: CloudWatch
let client: CloudWatchClient
beforeAll(async () => {
  const name = `${stack}-AlarmsLateSms9D2B2084-1A2B3C`
  cloudWatch = await startCloudWatch([{ name, arn: '', settings }], ({ now }) => changes.push(now))
  client = new CloudWatchClient({ ...clientDefaults, endpoint: cloudWatch.endpoint })
})
afterAll(async () => {
  client.destroy()
  await cloudWatch.close()
})

describe('an alarm of a rehearsal on AWS', () => {
  it('goes off and is over once CloudWatch looks at it again', async () => {
    cloudWatch.evaluate()
    const looking = setInterval(() => cloudWatch.evaluate(), 100)
    const seconds = await setOff(client, stack, alarm, 20).finally(() => clearInterval(looking))
    expect(seconds).toBeLessThan(5)
    expect(changes).toEqual(['OK', 'ALARM', 'OK'])
  })

  it('that is on for a cause of its own stays as it is', async () => {
    const late = { namespace: stack, name: 'SmsLate', dimensions: {} }
    cloudWatch.metrics.put({ ...late, value: 1, at: Date.now() })
    cloudWatch.age(1)
    cloudWatch.evaluate()
    expect(await setOff(client, stack, alarm, 20)).toBeUndefined()
  })

  it('is refused for a stack that is not named as one, and for an alarm that it has not', async () => {
    await expect(setOff(client, 'Reassort', alarm)).rejects.toThrow('not named as a rehearsal')
    await expect(setOff(client, stack, 'NoMail')).rejects.toThrow('has no alarm NoMail')
  })
})
