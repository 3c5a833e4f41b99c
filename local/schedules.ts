import type { Schedule } from './app/synthesised-app.ts'
import type { Lambdas } from './lambda.ts'

/** @throws Error for anything but `rate(… minutes)` */
export function secondsBetween(expression: string): number {
  const [, minutes] = /^rate\((\d+) minutes?\)$/.exec(expression) ?? []
  if (!minutes) throw new Error(`The local run does not know the schedule ${expression}`)
  return Number(minutes) * 60
}

/** Invokes each schedule's function at its rate, with an empty event; what it throws is in its own journal. */
export function startSchedules(
  schedules: Schedule[],
  lambdas: Pick<Lambdas, 'invoke'>,
  isOn: (name: string) => boolean,
): { stop(): void } {
  const timers = schedules.map(({ name, functionName, expression }) =>
    setInterval(() => {
      if (isOn(name)) lambdas.invoke(functionName, {}).catch(() => {})
    }, secondsBetween(expression) * 1000),
  )
  return { stop: () => timers.forEach(clearInterval) }
}
