import { expect, test } from 'vitest'
import { restartService } from '../../functions/restart-service/restart-service.ts'
import { isRunning, type StoppedServices } from '../../shared/domain/service-switches.ts'

const running: StoppedServices = { mappings: [], functions: [], rules: [], mail: false }

test.for<[string, Partial<StoppedServices>]>([
  ['a queue that nobody reads', { mappings: [{ id: 'm', source: 'Sms' }] }],
  ['a function that takes no calls', { functions: ['Sender'] }],
  ['a schedule that rests', { rules: ['Sweep'] }],
  ['e-mails that do not leave', { mail: true }],
])('%s is told, and started when asked for', async ([, part]) => {
  let now: StoppedServices = { ...running, ...part }
  const switches = {
    stopped: async () => now,
    async start(stopped: StoppedServices) {
      expect(stopped).toEqual(now)
      now = running
    },
  }
  expect(isRunning(await restartService(switches, { start: false }))).toBe(false)
  expect(await restartService(switches, { start: true })).toEqual({ ...running, ...part })
  expect(isRunning(await restartService(switches, { start: false }))).toBe(true)
})
