import { gzipSync } from 'node:zlib'
import type { CloudWatchLogsEvent } from 'aws-lambda'
import fc from 'fast-check'
import { marker } from './cases.ts'
import { almostRight, hostileBytes, hostileJson, hostileText } from './hostile-values.ts'

const lines = fc.oneof(
  { weight: 3, arbitrary: fc.uuid().chain((messageId) => almostRight(deliveryLog(messageId))) },
  { weight: 1, arbitrary: hostileJson },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: hostileBytes.map((bytes) => bytes.toString()) },
)

/** One line of SNS's delivery log, which contains the full phone number. */
function deliveryLog(messageId: string): Record<string, unknown> {
  return {
    notification: { messageId, timestamp: '2026-11-25 09:02:05.000' },
    delivery: {
      destination: `+336${marker}`,
      phoneCarrier: marker,
      providerResponse: `Phone is currently unreachable/unavailable ${marker}`,
      dwellTimeMs: 599,
    },
    status: 'FAILURE',
  }
}

export const logLines: fc.Arbitrary<string[]> = fc.array(lines, { maxLength: 6 })

export function awsLogs(messages: readonly string[]): CloudWatchLogsEvent {
  const logEvents = messages.map((message, index) => ({
    id: String(index),
    timestamp: Date.now(),
    message,
  }))
  return gzipped(Buffer.from(JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents })))
}

export const gzipped = (content: Buffer): CloudWatchLogsEvent => ({
  awslogs: { data: gzipSync(content).toString('base64') },
})

export const brokenLogs: fc.Arbitrary<CloudWatchLogsEvent> = fc.oneof(
  hostileBytes.map(gzipped),
  hostileBytes.map((bytes) => ({ awslogs: { data: bytes.toString('base64') } })),
  hostileJson.map((json) => gzipped(Buffer.from(json))),
)
