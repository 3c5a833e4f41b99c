import { describe, expect, it } from 'vitest'
import { scheduledEvent, secondsBetween } from '../../local/schedules.ts'

describe('a schedule', () => {
  it.each([
    ['rate(1 minute)', 60],
    ['rate(5 minutes)', 300],
    ['rate(1 hour)', 3600],
    ['rate(2 days)', 172_800],
  ])('%s comes every %d seconds', (expression, seconds) => {
    expect(secondsBetween(expression)).toBe(seconds)
  })

  it.each(['cron(0 12 * * ? *)', 'rate(1 week)', 'rate(minute)', ' rate(1 minute)', ''])(
    'that is not a rate is an error that says so: %j',
    (expression) => {
      expect(() => secondsBetween(expression)).toThrow(
        `The local run does not know the schedule ${expression}`,
      )
    },
  )

  it('hands over an event of its rule, its time to the second', () => {
    const arn = 'arn:aws:events:eu-west-3:000000000000:rule/EveryMinute'
    const schedule = {
      name: 'EveryMinute',
      arn,
      expression: 'rate(1 minute)',
      functionName: 'Sweep',
      input: undefined,
    }
    const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }
    expect(scheduledEvent(schedule, place)).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      region: 'eu-west-3',
      resources: [arn],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
  })
})
