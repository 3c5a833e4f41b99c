import type { AlarmDefinition } from '../app/synthesised-app.ts'
import { listenForOperations } from '../aws-json.ts'
import type { LoopbackServer } from '../loopback.ts'
import { type AlarmChange, type Alarms, startAlarms } from './alarms.ts'
import { type Metrics, startMetrics } from './metrics.ts'
import { answerCall, callsOf, Refusal } from './operations.ts'

/** A CloudWatch with the metrics of one run, and its alarms. */
export interface CloudWatch extends LoopbackServer {
  metrics: Metrics
  alarms: Alarms
}

/** @param changed told of each alarm that changes its state */
export async function startCloudWatch(
  definitions: readonly AlarmDefinition[],
  changed: (change: AlarmChange) => void,
): Promise<CloudWatch> {
  const metrics = startMetrics()
  const alarms = startAlarms(definitions, metrics, changed)
  const calls = callsOf(metrics, alarms)
  const server = await listenForOperations((operation, input) => {
    try {
      return [200, answerCall(calls, operation, input)]
    } catch (error) {
      const { message } = error as Error
      const code = error instanceof Refusal ? error.code : 'InvalidParameterValue'
      return [400, { __type: `com.amazonaws.cloudwatch#${code}`, message }]
    }
  })
  return { ...server, metrics, alarms }
}
