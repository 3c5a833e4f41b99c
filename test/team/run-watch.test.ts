import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { expect, test } from 'vitest'
import { changeBreaker, pauseTerritory } from '../../shared/domain/sms/sms-breaker.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import { runWatch } from '../../team/watch/run-watch.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { now } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const { tables, said, options } = await aLocalElection()
mockedClients(CloudWatchClient)

test('a pause is since when the wall’s clocks showed it, after a suspension too', async () => {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  await tables.put('calendar', {
    ...{ calendarId: calendarKey, version: 2, extendedMinutes: 0 },
    suspensions: [{ from: hoursAgo(8).toISOString(), to: hoursAgo(2).toISOString() }],
  })
  // An hour ago, by the election's clock.
  const since = hoursAgo(7)
  await changeBreaker(tables.smsBreakers, (breaker) =>
    pauseTerritory(breaker, 'PF', { since, reason: 'fraude' }),
  )
  await runWatch({ ...options, once: true, json: true })
  expect(JSON.parse(said.join('')).kept).toEqual([
    { territory: 'PF', since: hoursAgo(1).toISOString(), reason: 'fraude' },
  ])
})
