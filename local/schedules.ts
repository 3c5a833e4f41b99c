import type { Schedule } from './app/synthesised-app.ts'
import type { Lambdas } from './lambda.ts'

/** @throws Error for anything but `rate(… minutes)` */
export function secondsBetween(expression: string): number {
  const [, minutes] = /^rate\((\d+) minutes?\)$/.exec(expression) ?? []
  if (!minutes) throw new Error(`The local run does not know the schedule ${expression}`)
  return Number(minutes) * 60
}

export interface Schedules {
  rules(): { name: string; isEnabled: boolean }[]
  /** @returns false when no rule has the name */
  enable(name: string, isEnabled: boolean): boolean
  /** Invokes all that are enabled, whatever their rate, and waits for them. */
  runNow(): Promise<void>
  stop(): void
}

/** Invokes each schedule's function at its rate, with an empty event; what it throws is in its own journal. */
export function startSchedules(schedules: Schedule[], lambdas: Pick<Lambdas, 'invoke'>): Schedules {
  const disabled = new Set<string>()
  const run = async ({ name, functionName }: Schedule) => {
    if (!disabled.has(name)) await lambdas.invoke(functionName, {}).catch(() => {})
  }
  const timers = schedules.map((schedule) =>
    setInterval(() => void run(schedule), secondsBetween(schedule.expression) * 1000),
  )
  return {
    rules: () => schedules.map(({ name }) => ({ name, isEnabled: !disabled.has(name) })),
    enable(name, isEnabled) {
      if (isEnabled) disabled.delete(name)
      else disabled.add(name)
      return schedules.some((one) => one.name === name)
    },
    async runNow() {
      await Promise.all(schedules.map(run))
    },
    stop: () => timers.map(clearInterval),
  }
}
