import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { changeBreaker, pauseTerritory } from '../../shared/domain/sms/sms-breaker.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import { runWatch } from '../../team/watch/run-watch.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { now } from '../builders/values.ts'
import { watchedBy } from './watched-run.ts'

const { tables, said, saidAsError, options, asStack } = await aLocalElection()
const page = join(temporaryFolder(afterAll), 'point.html')
let cloudWatch: ReturnType<typeof watchedBy>['cloudWatch']

beforeEach(() => {
  ;({ cloudWatch } = watchedBy(CloudWatchClient))
  return () => cloudWatch.restore()
})

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

describe('npm run watch, of an election on AWS', () => {
  test('names the right that is missing, and writes no page of what it did not read', async () => {
    const denied = Object.assign(new Error('arn:aws:iam::1:user/Alice is not authorized'), {
      name: 'AccessDenied',
    })
    cloudWatch.on(GetMetricDataCommand).rejects(denied)
    expect(await runWatch({ ...asStack('Watcher'), page, once: true })).toBe(1)
    const all = [...said, ...saidAsError].join('\n')
    expect(all).toMatch(/Il manque un droit : cloudwatch:GetMetricData/)
    expect(all).not.toContain('Alice')
    expect(existsSync(page)).toBe(false)
  })

  test('goes on until it is stopped, and says what that costs', async () => {
    const others = process.listenerCount('SIGTERM')
    const watching = runWatch({ ...asStack('Watcher'), page, every: 3600 })
    await vi.waitFor(() => expect(process.listenerCount('SIGTERM')).toBe(others + 1))
    expect(said.join('\n')).toContain('Lire toutes les 3600 s coûte')
    // Of the signal's listeners only its own: others may be of what the process of all files has.
    process.listeners('SIGTERM').at(-1)?.('SIGTERM')
    expect(await watching).toBe(0)
    expect(existsSync(page)).toBe(true)
    // Alarms are asked for in the region of the firewall too.
    expect(cloudWatch.commandCalls(DescribeAlarmsCommand)).toHaveLength(2)
  })
})
