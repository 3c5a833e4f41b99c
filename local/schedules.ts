import type { SynthesisedApp } from './app/read-app.ts'
import type { Lambdas } from './lambda.ts'

export function startSchedules(
  schedules: SynthesisedApp['schedules'],
  lambdas: Pick<Lambdas, 'invoke'>,
  isTriggerEnabled: (name: string) => boolean,
): { stop(): void } {
  const timer = setInterval(() => {
    for (const { name, functionName } of schedules) {
      if (isTriggerEnabled(name)) lambdas.invoke(functionName, {}).catch(() => {})
    }
  }, 60_000)
  return { stop: () => clearInterval(timer) }
}
