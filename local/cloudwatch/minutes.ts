import type { Schedules } from '../schedules.ts'
import type { Alarms } from './alarms.ts'
import type { AwsMetrics } from './aws-metrics.ts'
import { type Metrics, minuteMilliseconds } from './metrics.ts'

interface Minutes {
  /**
   * Lets minutes of the metric clock pass at once: in each step the schedules' functions run and the alarms are looked
   * at. Queues and functions keep the wall clock.
   * @param step how many minutes pass unseen, where an alarm looks at hours
   */
  pass(minutes: number, step?: number): Promise<void>
  stop(): void
}

/** Each schedule has run by then, a minute after the start: what it says is no silence. */
const firstMilliseconds = 90_000

/** Functions write their lines a moment after what they tell of. */
const afterMilliseconds = 500

/** Has the alarms looked at once each minute is over. */
export function startMinutes(watched: {
  metrics: Metrics
  alarms: Alarms
  aws: Pick<AwsMetrics, 'sample'>
  schedules: Pick<Schedules, 'runNow'>
}): Minutes {
  const { metrics, alarms, aws, schedules } = watched
  let timer: NodeJS.Timeout
  let isOver = false

  function lookAtMinuteAfter(milliseconds: number): void {
    const earliest = Date.now() + milliseconds
    const minute = Math.ceil(earliest / minuteMilliseconds) * minuteMilliseconds
    timer = setTimeout(() => void look(), minute - Date.now() + afterMilliseconds)
  }

  async function look(): Promise<void> {
    try {
      await aws.sample()
      alarms.evaluate()
    } catch (error) {
      if (!isOver) console.error('The alarms were not looked at:', error)
    }
    if (!isOver) lookAtMinuteAfter(0)
  }

  lookAtMinuteAfter(firstMilliseconds)
  return {
    async pass(minutes, step = 1) {
      for (let passed = 0; passed < minutes; passed += step) {
        // What is measured of a step is of its last minute.
        metrics.clock.advance(Math.min(step, minutes - passed) - 1)
        await schedules.runNow()
        await aws.sample()
        metrics.clock.advance(1)
        alarms.evaluate()
      }
    },
    stop() {
      isOver = true
      clearTimeout(timer)
    },
  }
}
