import { json as readJson } from 'node:stream/consumers'
import { jsonAnswer, serveAnswers } from './answers.ts'
import type { LoopbackServer } from './loopback.ts'

export type Reply = [status: number, body: object]

/** Serves AWS JSON: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function serveOperations<Input extends object>(
  answer: (operation: string, input: Input) => Reply,
): Promise<LoopbackServer> {
  return serveAnswers(async (request) => {
    const target = String(request.headers['x-amz-target'])
    const input = Object(await readJson(request).catch(() => undefined))
    const [status, body] = answer(target.split('.').at(-1) ?? '', input)
    // The version is echoed: CloudWatch uses 1.0, KMS and Secrets Manager use 1.1.
    const mediaType = request.headers['content-type'] ?? 'application/x-amz-json-1.1'
    return { ...jsonAnswer(body, status), mediaType }
  })
}
