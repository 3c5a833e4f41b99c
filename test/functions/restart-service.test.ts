import { expect, test } from 'vitest'
import { restartService } from '../../functions/restart-service/restart-service.ts'
import { isRunning, type Stopped } from '../../shared/domain/service-switches.ts'

const running: Stopped = { mappings: [], functions: [], rules: [], mail: false }

test.for<[string, Partial<Stopped>]>([
  ['a queue that nobody reads', { mappings: [{ id: 'm', source: 'Sms' }] }],
  ['a function that takes no calls', { functions: ['Sender'] }],
  ['a schedule that rests', { rules: ['Sweep'] }],
  ['e-mails that do not leave', { mail: true }],
])('%s is told, and started when asked for', async ([, part]) => {
  let now: Stopped = { ...running, ...part }
  const switches = {
    stopped: async () => now,
    async start(stopped: Stopped) {
      expect(stopped).toEqual(now)
      now = running
    },
  }
  expect(isRunning(await restartService(switches, { start: false }))).toBe(false)
  expect(await restartService(switches, { start: true })).toEqual({ ...running, ...part })
  expect(isRunning(await restartService(switches, { start: false }))).toBe(true)
})
