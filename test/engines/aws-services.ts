import { setTimeout as wait } from 'node:timers/promises'
import type { SynthesisedApp } from '../../local/app/read-app.ts'
import type { Lambdas } from '../../local/lambda.ts'
import type { LocalService } from '../../local/run.ts'
import type { Secrets } from '../../local/secrets.ts'
import type { AlarmChange } from './alarms.ts'
import { measureAws } from './aws-metrics.ts'
import { startCloudFrontApi } from './cloudfront-api.ts'
import { startCloudWatch } from './cloudwatch.ts'
import { startControlApi } from './control-api.ts'

export type AwsServices = Awaited<ReturnType<typeof startAwsServices>>

/** @param added variables that the run sets for all functions, and the template does not */
export async function startAwsServices(
  app: SynthesisedApp,
  secrets: Secrets,
  added: Record<string, string>,
  invoke: Lambdas['invoke'],
  alarmChanged: (change: AlarmChange) => void = () => {},
) {
  const cloudWatch = await startCloudWatch(app.alarms, alarmChanged)
  const control = await startControlApi(app, added, invoke)
  const cloudFront = await startCloudFrontApi(app, secrets)
  const { endpoint } = control
  return {
    ...{ cloudWatch, control },
    endpoints: {
      ...{ cloudFormation: endpoint, lambda: endpoint, eventBridge: endpoint },
      ...{ cloudFront: cloudFront.endpoint, cloudWatch: cloudWatch.endpoint },
    },
    putLogLine: cloudWatch.putLogLine,
    originHeaders: cloudFront.originHeaders,
    isTriggerEnabled: (source: string) => !control.off.has(source),
    async close() {
      await Promise.all([cloudWatch, control, cloudFront].map((one) => one.close()))
    },
  }
}

export function controlsOf(local: LocalService, { cloudWatch, control }: AwsServices) {
  const aws = measureAws(local, cloudWatch)
  const schedules = {
    async runNow(): Promise<void> {
      const on = local.app.schedules.filter(({ name }) => !control.off.has(name))
      await Promise.allSettled(on.map((one) => local.lambdas.invoke(one.functionName, {})))
    },
  }
  return {
    ...{ aws, control, cloudWatch, schedules },
    /**
     * Advances metrics and alarms: each step runs the schedules' functions and judges the alarms. Queues and
     * functions keep the wall clock.
     * @param step minutes per step, where an alarm spans hours
     */
    async passMinutes(minutes: number, step = 1): Promise<void> {
      for (let passed = 0; passed < minutes; passed += step) {
        // The metrics of a step belong to its last minute.
        cloudWatch.age(Math.min(step, minutes - passed) - 1)
        const read = aws.nextRunOf(local.app.streamConsumers[0]?.functionName)
        await schedules.runNow()
        // The reconciler writes each minute, and the ledger reads it within that minute, unless something is turned off.
        const unread = wait(control.off.size ? 0 : 10_000, undefined, { ref: false })
        await Promise.race([read, unread])
        await aws.sample()
        cloudWatch.age(1)
        cloudWatch.evaluate()
      }
    },
  }
}
