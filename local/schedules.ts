import { randomUUID } from 'node:crypto'
import type { Lambdas } from './lambda.ts'
import type { Schedule } from './synthesised-app.ts'
import type { Place } from './template.ts'

const unitSeconds: Record<string, number> = { minute: 60, hour: 3600, day: 86_400 }

/** @throws Error for anything but `rate(…)` */
export function secondsBetween(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  if (!count || !unit) throw new Error(`The local run does not know the schedule ${expression}`)
  return Number(count) * (unitSeconds[unit] as number)
}

/** Invokes each schedule's function at its rate; what it throws is in its own journal. */
export function startSchedules(
  schedules: Schedule[],
  lambdas: Lambdas,
  place: Place,
): { stop(): void } {
  const timers = schedules.map((schedule) =>
    setInterval(() => {
      const event = schedule.input ?? scheduledEvent(schedule, place)
      lambdas.invoke(schedule.functionName, event).catch(() => {})
    }, secondsBetween(schedule.expression) * 1000),
  )
  return { stop: () => timers.map(clearInterval) }
}

export function scheduledEvent(schedule: Schedule, { accountId, region }: Place) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: accountId,
    time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [schedule.arn],
    detail: {},
  }
}
