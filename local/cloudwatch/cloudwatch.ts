import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { AlarmDefinition } from '../app/synthesised-app.ts'
import { listenOnLoopback } from '../loopback.ts'
import { type AlarmChange, type Alarms, startAlarms } from './alarms.ts'
import { type Metrics, startMetrics } from './metrics.ts'
import { answerCall, type Calls, callsOf, Refusal } from './operations.ts'

/** A CloudWatch with the metrics of one run, and its alarms. */
export interface CloudWatch {
  endpoint: string
  metrics: Metrics
  alarms: Alarms
  stop(): Promise<void>
}

/** @param changed told of each alarm that changes its state */
export async function startCloudWatch(
  definitions: readonly AlarmDefinition[],
  changed: (change: AlarmChange) => void,
): Promise<CloudWatch> {
  const metrics = startMetrics()
  const alarms = startAlarms(definitions, metrics, changed)
  const calls = callsOf(metrics, alarms)
  const server = await listenOnLoopback((request, response) => answer(request, response, calls))
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    metrics,
    alarms,
    stop: server.close,
  }
}

/** https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  calls: Calls,
): Promise<void> {
  const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
  const reply = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
    response.end(JSON.stringify(body))
  }
  try {
    reply(200, answerCall(calls, operation, await json(request)))
  } catch (error) {
    const { message } = error as Error
    const code = error instanceof Refusal ? error.code : 'InvalidParameterValue'
    reply(400, { __type: `com.amazonaws.cloudwatch#${code}`, message })
  }
}
