import { setTimeout as wait } from 'node:timers/promises'
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'
import { describe, expect } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { putOnQueue } from '../journey/queued-sms.ts'
import { test } from '../journey/shared-run.ts'

describe('Lambda’s API of a local run', () => {
  test('stops what reads a queue and lets it go on, for AWS’s own client', async ({ run }) => {
    const lambda = new LambdaClient({ ...clientDefaults, endpoint: run.controlEndpoint })
    const mapping = async () => {
      const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}))
      expect(EventSourceMappings).toHaveLength(7 + 9)
      return EventSourceMappings.find(({ EventSourceArn }) =>
        EventSourceArn?.endsWith(':News-Queue'),
      )
    }
    const enable = async (Enabled: boolean) => {
      const { UUID } = (await mapping()) ?? {}
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }))
    }
    const reissueId = crypto.randomUUID()
    const dropped = () => run.lines.some((line) => line.includes(reissueId))
    try {
      await enable(false)
      expect((await mapping())?.State).toBe('Disabled')
      await putOnQueue(run, 'NEWS_QUEUE_URL', { reissueId })
      await wait(500)
      expect(dropped()).toBe(false)
      await enable(true)
      expect((await mapping())?.State).toBe('Enabled')
      await expect.poll(dropped, { timeout: 10_000 }).toBe(true)
      const unknown = new UpdateEventSourceMappingCommand({ UUID: 'none', Enabled: true })
      await expect(lambda.send(unknown)).rejects.toThrow('does not know PUT')
    } finally {
      await enable(true)
      lambda.destroy()
    }
  })
})

describe('EventBridge’s API of a local run', () => {
  const call = async (endpoint: string, operation: string, body: object) => {
    const headers = { 'x-amz-target': `AWSEvents.${operation}` }
    const response = await fetch(endpoint, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const answered = (await response.json()) as { Rules: { Name: string; State: string }[] }
    return { status: response.status, rules: answered.Rules }
  }

  test('stops a schedule and lets it go on', async ({ run }) => {
    const rules = async () => (await call(run.controlEndpoint, 'ListRules', {})).rules
    const invocations = () => {
      const [{ functionName = '' } = {}] = run.app.schedules
      const dimensions = { FunctionName: functionName }
      const metric = { namespace: 'AWS/Lambda', name: 'Invocations', dimensions }
      return run.cloudWatch.metrics.statistic(metric, 'Sum', 0, Number.MAX_SAFE_INTEGER) ?? 0
    }
    const [{ Name } = { Name: '' }, ...others] = await rules()
    expect(Name).toContain('EveryMinute')
    await call(run.controlEndpoint, 'DisableRule', { Name })
    // A sweep that was under way ends.
    let before = -1
    while (before !== invocations()) {
      before = invocations()
      await wait(300)
    }
    await run.schedules.runNow()
    expect(await rules()).toEqual([{ Name, State: 'DISABLED' }, ...others])
    expect(invocations()).toBe(before)
    await call(run.controlEndpoint, 'EnableRule', { Name })
    expect(await rules()).toEqual([{ Name, State: 'ENABLED' }, ...others])
    await run.schedules.runNow()
    expect(invocations()).toBeGreaterThan(before)
    const unknown = await call(run.controlEndpoint, 'EnableRule', { Name: 'none' })
    expect(unknown.status).toBe(400)
  })
})
